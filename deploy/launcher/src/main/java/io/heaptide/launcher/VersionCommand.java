package io.heaptide.launcher;

import io.heaptide.local.ClickHouseLibrary;
import io.heaptide.queries.QueryResult;
import io.heaptide.queries.QueryResult.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code heaptide version}: what runs here. */
@Command(name = "version", description = "Show the versions of Heaptide, Java, Kafka and ClickHouse.")
final class VersionCommand implements Callable<Integer> {

    @Mixin
    HelpOption help = new HelpOption();

    private static final List<Column> COLUMNS = List.of(new Column("what", "String"), new Column("version", "String"));

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Override
    public Integer call() throws IOException {
        answer.print(new QueryResult(
                COLUMNS,
                List.of(
                        row("heaptide", heaptide()),
                        row("java", Runtime.version().toString()),
                        row("kafka", AppInfoParser.getVersion()),
                        row("clickhouse", ClickHouseLibrary.version()))));
        return 0;
    }

    private static List<@Nullable Object> row(String what, String version) {
        return List.of(what, version);
    }

    static String heaptide() throws IOException {
        return Files.readString(Components.distribution().resolve("built")).strip();
    }
}
