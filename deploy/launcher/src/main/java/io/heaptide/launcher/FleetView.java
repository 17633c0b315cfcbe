package io.heaptide.launcher;

import io.heaptide.queries.QueryFailed;
import io.heaptide.queries.QueryLibrary;
import io.heaptide.queries.QueryResult;
import io.heaptide.queries.QueryRunner;
import io.heaptide.queries.ResultRenderer;
import io.heaptide.queries.TableStyle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The fleet table of the demo, redrawn in place on a terminal, and now and then elsewhere. */
final class FleetView {

    private static final Duration PERIOD_ON_TERMINAL = Duration.ofSeconds(3);
    private static final Duration PERIOD_ELSEWHERE = Duration.ofSeconds(30);

    /** The library's fleet-overview, narrow enough for any terminal. */
    private static final String FLEET = """
            SELECT service_name AS service, verdict, round(score) AS score, slope_bytes_per_hour, level_bytes,
                   limit_bytes, time_to_limit_low_seconds AS limit_in_seconds, instances
            FROM fleet_overview ORDER BY score DESC, service
            """;

    private final QueryRunner questions;
    private final Terminal terminal;
    private final Stopwatch clock;
    private final QueryLibrary library = QueryLibrary.load();
    private Stopwatch shown = Stopwatch.started();

    FleetView(QueryRunner questions, Terminal terminal, Stopwatch clock) {
        this.questions = questions;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Time since the stack was up. */
    Stopwatch clock() {
        return clock;
    }

    /** Shows the table if it is time to. */
    void refresh() {
        if (shown.passed(terminal.interactive() ? PERIOD_ON_TERMINAL : PERIOD_ELSEWHERE)) {
            show();
        }
    }

    void show() {
        shown = Stopwatch.started();
        answer(() -> questions.sql(FLEET)).ifPresent(result -> terminal.block(title() + table(result)));
    }

    /** Whether ClickHouse has the service among the leaking ones and its alert among the alerts. */
    boolean isStored(String service) {
        return names("current-leaks", service) && names("alert-history", service);
    }

    private boolean names(String query, String service) {
        return answer(() -> questions.run(library.named(query), Map.of())).stream()
                .flatMap(result -> result.rows().stream())
                .anyMatch(row -> row.contains(service));
    }

    private Optional<QueryResult> answer(Supplier<QueryResult> question) {
        try {
            return Optional.of(question.get());
        } catch (QueryFailed notYet) { // the tables are made by the sink when it starts
            terminal.passing("    waiting for ClickHouse's tables …");
            return Optional.empty();
        }
    }

    private String title() {
        Duration elapsed = clock.elapsed();
        return String.format(
                "%n%s  %02d:%02d since the stack was up%n",
                terminal.bold("Fleet"), elapsed.toMinutes(), elapsed.toSecondsPart());
    }

    private String table(QueryResult result) {
        if (result.rows().isEmpty()) {
            return "  the first verdicts come after a few panes of five seconds";
        }
        StringBuilder text = new StringBuilder();
        try {
            ResultRenderer.table(terminal.colour() ? TableStyle.coloured() : TableStyle.plain())
                    .render(result, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
