package io.heaptide.signals;

import static io.heaptide.signals.Otlp.NOW;
import static io.heaptide.signals.Otlp.at;
import static io.heaptide.signals.Otlp.gauge;
import static io.heaptide.signals.Otlp.metrics;
import static io.heaptide.signals.Otlp.resource;
import static io.heaptide.signals.Otlp.sum;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LifecycleWatchTest {

    private static final String[] LABELS = {"namespace", "shop", "pod", "db-0", "container", "app"};
    private static final String APP = "shop/db-0/app";

    private final MetricMapper mapper = new MetricMapper(MappingPolicy.defaults(), InstantSource.fixed(NOW));
    private final LifecycleWatch watch = new LifecycleWatch(100);

    @Test
    void aCountThatIsSeenForTheFirstTimeIsWhereCountingBegins() {
        assertThat(told(restarts(7))).isEmpty();
        assertThat(told(restarts(7))).isEmpty();
    }

    @Test
    void aContainerThatWasRestartedHasStartedAnew() {
        told(restarts(1));

        assertThat(told(restarts(2)))
                .extracting(LifecycleEvent::getType, LifecycleEvent::getReason, LifecycleEvent::getAtMs)
                .containsExactly(tuple(LifecycleType.START, "restart 2", NOW.toEpochMilli()));
    }

    @Test
    void aRestartAfterAnOomKillIsBoth() {
        told(restarts(1, "Error"));

        assertThat(told(restarts(2, "OOMKilled")))
                .extracting(LifecycleEvent::getType, LifecycleEvent::getReason)
                .containsExactly(
                        tuple(LifecycleType.OOM_KILL, "restart 2 after OOMKilled"),
                        tuple(LifecycleType.START, "restart 2 after OOMKilled"));
    }

    @Test
    void kubeStateMetricsTellsTheSameInTwoMetricsWhicheverComesFirst() {
        told(exporter(restartsTotal(0)));

        assertThat(told(exporter(restartsTotal(1), terminated("OOMKilled"))))
                .extracting(LifecycleEvent::getType)
                .containsExactly(LifecycleType.OOM_KILL, LifecycleType.START);
        assertThat(told(exporter(terminated("Error"), restartsTotal(2))))
                .extracting(LifecycleEvent::getReason)
                .containsExactly("restart 2 after Error");
    }

    @Test
    void aProcessKilledInAContainerThatLivesOnIsAnOomKill() {
        told(exporter(oomEvents(0)));

        assertThat(told(exporter(oomEvents(1)))).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(LifecycleType.OOM_KILL);
            assertThat(event.getInstance().getServiceInstanceId()).isEqualTo(APP);
            assertThat(event.getInstance().getServiceName()).isEqualTo("db");
        });
    }

    @Test
    void aContainerThatIsGoneButStillToldOfMakesNoEvents() {
        told(exporter(oomEvents(1)));

        for (int scrape = 0; scrape < 3; scrape++) {
            assertThat(told(exporter(oomEvents(1), oomEvents(0)))).isEmpty();
        }
        assertThat(told(exporter(oomEvents(0)))).isEmpty();
        assertThat(told(exporter(oomEvents(1)))).hasSize(1);
    }

    @Test
    void anotherLimitIsAnEventWithTheLimit() {
        told(limit(1_000));

        assertThat(told(limit(2_000))).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(LifecycleType.LIMIT_CHANGE);
            assertThat(event.getLimitBytes()).isEqualTo(2_000);
            assertThat(event.getReason()).isEqualTo("was 1000 bytes");
        });
    }

    @Test
    void aVersionThatAServiceDidNotHaveIsADeployOnceWhicheverInstanceTellsIt() {
        told(version("1.4", "a"));

        assertThat(told(version("1.5", "b"))).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(LifecycleType.DEPLOY);
            assertThat(event.getReason()).isEqualTo("version 1.5");
            assertThat(event.getInstance().getServiceInstanceId()).isEqualTo("b");
        });
        assertThat(told(version("1.4", "a"), version("1.5", "c"))).isEmpty();
    }

    @Test
    void whatCouldNotBePublishedIsToldAgain() {
        told(restarts(1));
        LifecycleWatch.Changes lost = watch.advance(mapper.map(List.of(restarts(2))));
        assertThat(lost.events()).hasSize(1);

        lost.retract();

        assertThat(told(restarts(2))).hasSize(1);
        assertThat(told(restarts(2))).isEmpty();
    }

    @Test
    void aDeltaIsNoCount() {
        told(restarts(1));

        assertThat(told(metrics(
                        container(""),
                        sum(
                                "k8s.container.restarts",
                                AGGREGATION_TEMPORALITY_DELTA,
                                true,
                                at(NOW).setAsInt(5).build()))))
                .isEmpty();
    }

    @Test
    void memoryIsBoundedByForgettingWhoWasToldOfLongAgo() {
        LifecycleWatch small = new LifecycleWatch(2);
        small.advance(mapper.map(List.of(version("1", "a"), exporter(restartsTotal(1)))));
        Stream.of("x", "y")
                .forEach(other -> small.advance(mapper.map(List.of(metrics(
                        resource(Map.of("service.name", other, "service.instance.id", other)),
                        gauge("container.memory.limit", at(NOW).setAsInt(9).build()))))));

        assertThat(small.advance(mapper.map(List.of(exporter(restartsTotal(2)))))
                        .events())
                .isEmpty();
    }

    private List<LifecycleEvent> told(ResourceMetrics... request) {
        return watch.advance(mapper.map(List.of(request))).events();
    }

    private static ResourceMetrics restarts(int count) {
        return restarts(count, "");
    }

    private static ResourceMetrics restarts(int count, String lastTermination) {
        return metrics(
                container(lastTermination),
                gauge("k8s.container.restarts", at(NOW).setAsInt(count).build()));
    }

    private static ResourceMetrics limit(long bytes) {
        return metrics(
                container(""),
                gauge("k8s.container.memory_limit", at(NOW).setAsInt(bytes).build()));
    }

    private static ResourceMetrics version(String version, String instance) {
        return metrics(
                resource(Map.of("service.name", "cart", "service.version", version, "service.instance.id", instance)),
                gauge("process.memory.usage", at(NOW).setAsInt(1).build()));
    }

    private static Resource container(String lastTermination) {
        Map<String, String> attributes = new HashMap<>(Map.of(
                "k8s.namespace.name", "shop", "k8s.pod.name", "db-0", "k8s.pod.uid", "u", "k8s.container.name", "app"));
        attributes.put("k8s.container.status.last_terminated_reason", lastTermination);
        return resource(attributes);
    }

    private static ResourceMetrics exporter(Metric... told) {
        return metrics(resource(Map.of("service.name", "exporter", "service.instance.id", "10.0.0.1:8080")), told);
    }

    private static Metric restartsTotal(int count) {
        return counter("kube_pod_container_status_restarts_total", count);
    }

    private static Metric oomEvents(int count) {
        return counter("container_oom_events_total", count);
    }

    private static Metric terminated(String reason) {
        String[] labels =
                Stream.concat(Stream.of(LABELS), Stream.of("reason", reason)).toArray(String[]::new);
        return gauge(
                "kube_pod_container_status_last_terminated_reason",
                at(NOW, labels).setAsDouble(1).build());
    }

    private static Metric counter(String name, int count) {
        AggregationTemporality cumulative = AGGREGATION_TEMPORALITY_CUMULATIVE;
        return sum(name, cumulative, true, at(NOW, LABELS).setAsDouble(count).build());
    }
}
