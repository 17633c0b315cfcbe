package io.heaptide.launcher;

import io.heaptide.launcher.RunningStack.RunningPart;
import io.heaptide.queries.QueryResult;
import io.heaptide.queries.QueryResult.Column;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a stack with their health, asked when the table is made. */
record StatusTable(List<Row> rows) {

    /** One part. {@code health} is {@code well} or what is wrong. */
    record Row(RunningPart part, String health) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("part", "String"),
            new Column("health", "String"),
            new Column("address", "String"),
            new Column("pid", "String"),
            new Column("log", "String"));

    static StatusTable of(RunningStack stack) {
        Probe probe = new Probe();
        return new StatusTable(stack.parts().stream()
                .map(part -> new Row(part, health(part, probe)))
                .toList());
    }

    private static String health(RunningPart part, Probe probe) {
        if (ProcessHandle.of(part.pid()).filter(ProcessHandle::isAlive).isEmpty()) {
            return "dead";
        }
        return part.probe().isEmpty() ? Probe.WELL : probe.ask(URI.create(part.probe()));
    }

    boolean allWell() {
        return rows.stream().allMatch(row -> row.health().equals(Probe.WELL));
    }

    QueryResult result() {
        List<List<@Nullable Object>> cells = rows.stream()
                .map(row -> List.<@Nullable Object>of(
                        row.part().name(),
                        row.health(),
                        row.part().address(),
                        Long.toString(row.part().pid()),
                        row.part().log()))
                .toList();
        return new QueryResult(COLUMNS, cells);
    }
}
