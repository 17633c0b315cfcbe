package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.backtest.FakePrometheus.Request;
import io.heaptide.backtest.FakePrometheus.Series;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrometheusReadingsTest {
    private static final long START = 1_767_225_600L;
    private static final double MIB = 1 << 20;
    private static final SeriesNaming.Choice USUAL = new SeriesNaming.Choice("", "", "");

    @Test
    void everyStepIsAskedForOnceInPagesThatPrometheusAccepts() throws IOException {
        try (FakePrometheus prometheus = FakePrometheus.with(process("orders", "a", 100 * MIB))) {
            List<Reading> readings = read(prometheus, query("", 30_000), USUAL);
            assertThat(readings).hasSize(30_000);
            assertThat(readings)
                    .extracting(reading -> reading.atMillis() / 1000)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .startsWith(START)
                    .endsWith(START + 29_999 * 60L);
            assertThat(prometheus.requests()).hasSizeGreaterThan(3).allMatch(request -> request.points() <= 10_000);
        }
    }

    @Test
    void severalSeriesComeInTimeOrderAndInTheSameOrderAtEachTime() throws IOException {
        try (FakePrometheus prometheus =
                FakePrometheus.with(process("b", "1", 1), process("a", "1", 2), process("a", "2", 3))) {
            List<Reading> readings = read(prometheus, query("", 100), USUAL);
            assertThat(readings).hasSize(300);
            assertThat(readings).extracting(Reading::atMillis).isSorted();
            for (int i = 0; i < readings.size(); i += 3) {
                assertThat(readings.subList(i, i + 3))
                        .extracting(reading -> reading.service() + reading.instance())
                        .containsExactly("a1", "a2", "b1");
            }
        }
    }

    @Test
    void aSeriesMayBeginAndEndAnywhere() throws IOException {
        Series late =
                series(Map.of("__name__", "process_resident_memory_bytes", "job", "x", "instance", "late"), 500, 900);
        Series early =
                series(Map.of("__name__", "process_resident_memory_bytes", "job", "x", "instance", "early"), 0, 60);
        try (FakePrometheus prometheus = FakePrometheus.with(late, early)) {
            List<Reading> readings = read(prometheus, query("", 1000), USUAL);
            assertThat(readings)
                    .filteredOn(reading -> reading.instance().equals("late"))
                    .hasSize(400);
            assertThat(readings)
                    .filteredOn(reading -> reading.instance().equals("early"))
                    .hasSize(60);
            assertThat(readings).extracting(Reading::atMillis).isSorted();
        }
    }

    @Test
    void valuesThatAreNoNumbersAreLeftOutAndCounted() throws IOException {
        Series broken = new Series(
                labels("orders", "a"),
                at -> (at - START) / 60 % 10 == 3
                        ? Double.POSITIVE_INFINITY
                        : (at - START) / 60 % 10 == 4 ? Double.NEGATIVE_INFINITY : 7);
        try (FakePrometheus prometheus = FakePrometheus.with(broken);
                PrometheusReadings source = open(prometheus, query("", 100), USUAL, new ArrayList<>())) {
            assertThat(all(source)).hasSize(80).allMatch(reading -> reading.usedBytes() == 7);
            assertThat(source.leftOut()).contains("20 points are no numbers");
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsAskedForInSmallerPages() throws IOException {
        try (FakePrometheus prometheus = new FakePrometheus((request, exchange) -> {
            if (request.points() > 7) {
                FakePrometheus.send(
                        exchange,
                        422,
                        FakePrometheus.error(
                                "execution",
                                "query processing would load too many samples into memory in query execution"));
            } else {
                FakePrometheus.send(exchange, 200, FakePrometheus.matrix(request, process("orders", "a", 5)));
            }
        })) {
            assertThat(read(prometheus, query("", 50), USUAL))
                    .hasSize(50)
                    .extracting(Reading::atMillis)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void limitsComeBeforeTheUsageOfTheirTimeUnderItsInstancesName() throws IOException {
        Map<String, String> container = Map.of("namespace", "shop", "pod", "orders-1", "container", "app");
        Series usage = labelled("process_resident_memory_bytes", with(container, "job", "orders"), 10);
        Series limit = labelled(
                "kube_pod_container_resource_limits",
                with(with(container, "job", "kube-state-metrics"), "resource", "memory"),
                1000);
        Series cpu = labelled(
                "kube_pod_container_resource_limits",
                with(with(container, "job", "kube-state-metrics"), "resource", "cpu"),
                2);
        try (FakePrometheus prometheus = new FakePrometheus((request, exchange) -> FakePrometheus.send(
                        exchange,
                        200,
                        request.query().equals("limits")
                                ? FakePrometheus.matrix(request, limit, cpu)
                                : FakePrometheus.matrix(request, usage)));
                PrometheusReadings source = open(prometheus, query("limits", 20), USUAL, new ArrayList<>())) {
            List<Reading> readings = all(source);
            assertThat(readings).hasSize(40).allMatch(reading -> reading.service()
                    .equals("orders"));
            assertThat(readings.get(0).metric()).isEqualTo("container.memory.limit");
            assertThat(readings.get(0).usedBytes()).isEqualTo(1000);
            assertThat(readings.get(1).metric()).isEqualTo("process.memory.usage");
            assertThat(readings.get(1).instance()).isEqualTo(readings.get(0).instance());
            assertThat(source.leftOut())
                    .contains("1 series are no memory level")
                    .contains("resource=cpu");
        }
    }

    @Test
    void twoSeriesOfOneNameDoNotAlternate() throws IOException {
        Series old = series(with(labels("orders", "a"), "id", "old"), 0, 60);
        Series fresh = series(with(labels("orders", "a"), "id", "new"), 55, 100);
        try (FakePrometheus prometheus = FakePrometheus.with(old, fresh);
                PrometheusReadings source = open(prometheus, query("", 100), USUAL, new ArrayList<>())) {
            assertThat(all(source)).hasSize(100).extracting(Reading::atMillis).doesNotHaveDuplicates();
            assertThat(source.leftOut()).contains("5 points of series that share service, instance and metric");
        }
    }

    @Test
    void aQueryThatFindsNothingIsAnErrorThatSaysSo() {
        try (FakePrometheus prometheus = FakePrometheus.with()) {
            assertThatThrownBy(() -> read(prometheus, query("", 100), USUAL))
                    .isInstanceOf(PrometheusFailed.class)
                    .hasMessageContaining("--query usage gave nothing")
                    .hasMessageContaining("2026-01-01T00:00:00Z");
        }
    }

    @Test
    void seriesThatAreNobodysAreAnErrorThatNamesTheRemedy() {
        try (FakePrometheus prometheus = FakePrometheus.with(new Series(Map.of("region", "eu"), at -> 5))) {
            assertThatThrownBy(() -> read(prometheus, query("", 100), USUAL))
                    .hasMessageContaining("region=eu")
                    .hasMessageContaining("--service-label");
        }
    }

    @Test
    void allPagesTogetherAreOneGrid() throws IOException {
        try (FakePrometheus prometheus = FakePrometheus.with(process("orders", "a", 5))) {
            assertThat(read(prometheus, query("", 1_000), USUAL)).hasSize(1_000);
            Set<Long> offsets = new HashSet<>();
            for (Request request : prometheus.requests()) {
                offsets.add((request.fromSeconds() - START) % 60);
            }
            assertThat(offsets).containsExactly(0L);
        }
    }

    private static Series process(String job, String instance, double bytes) {
        return new Series(labels(job, instance), at -> bytes);
    }

    private static Map<String, String> labels(String job, String instance) {
        return Map.of("__name__", "process_resident_memory_bytes", "job", job, "instance", instance);
    }

    private static Series labelled(String name, Map<String, String> labels, double bytes) {
        return new Series(with(labels, "__name__", name), at -> bytes);
    }

    /** From one minute to another, the last excluded. */
    private static Series series(Map<String, String> labels, int from, int to) {
        return new Series(labels, at -> {
            long minute = (at - START) / 60;
            return minute >= from && minute < to ? 9 : Double.NaN;
        });
    }

    private static Map<String, String> with(Map<String, String> labels, String label, String value) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(label, value);
        return more;
    }

    private static RangeQuery query(String limits, long steps) {
        return new RangeQuery("usage", limits, START * 1000, (START + (steps - 1) * 60) * 1000, 60_000);
    }

    private static List<Reading> read(FakePrometheus prometheus, RangeQuery query, SeriesNaming.Choice choice)
            throws IOException {
        try (PrometheusReadings source = open(prometheus, query, choice, new ArrayList<>())) {
            return all(source);
        }
    }

    private static PrometheusReadings open(
            FakePrometheus prometheus, RangeQuery query, SeriesNaming.Choice choice, List<String> notices) {
        Patience patience = new Patience(3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(20));
        return new PrometheusReadings(
                new PrometheusClient(prometheus.uri(), List.of(), patience, notices::add), query, choice);
    }

    private static List<Reading> all(PrometheusReadings source) throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (Optional<Reading> next = source.next(); next.isPresent(); next = source.next()) {
            readings.add(next.get());
        }
        return readings;
    }
}
