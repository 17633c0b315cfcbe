package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    @Test
    void defaultsArePinned() {
        assertThat(DetectorPolicy.defaults())
                .isEqualTo(new DetectorPolicy(
                        Duration.ofMinutes(1),
                        8,
                        0.12,
                        0.25,
                        0.5,
                        0.05,
                        0.1,
                        2,
                        0.6,
                        2,
                        0.5,
                        0.8,
                        10,
                        8,
                        0.25,
                        2,
                        3,
                        0.1,
                        83,
                        2,
                        15,
                        FleetPolicy.defaults()));
        assertThat(FleetPolicy.defaults())
                .isEqualTo(new FleetPolicy(30, 3, Duration.ofHours(6), 5, 10, 2, 5, 0.125, 2));
        assertThat(DetectorPolicy.defaults().withPane(Duration.ofSeconds(5)).pane())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(Algorithm.ALGO_VERSION).isEqualTo(1);
    }

    @Test
    void wrongValuesAreRefusedByName() {
        assertThatThrownBy(() -> DetectorPolicy.defaults().withPane(Duration.ofMillis(10)))
                .hasMessageContaining("pane");
        assertThatThrownBy(() -> new FleetPolicy(30, 3, Duration.ofHours(6), 1, 10, 2, 5, 0.125, 2))
                .hasMessageContaining("leastLives");
        assertThatThrownBy(() -> new ServiceId("", " ")).hasMessageContaining("service name");
        assertThatThrownBy(() -> new InstanceId(new ServiceId("", "a"), "")).hasMessageContaining("instance id");
        assertThatThrownBy(() -> new SeriesId("", "")).hasMessageContaining("signal");
        assertThatThrownBy(() -> new Life("", "", -1)).hasMessageContaining("startedAtMillis");
        assertThatThrownBy(() -> new Slope(2, 1, 3)).hasMessageContaining("ordered");
        assertThatThrownBy(() -> new TimeToLimit(-1, OptionalDouble.empty())).hasMessageContaining("lowSeconds");
        assertThatThrownBy(() -> new TimeToLimit(2, OptionalDouble.of(1))).hasMessageContaining("highSeconds");
        assertThatThrownBy(() -> Score.requireValid(Double.NaN)).hasMessageContaining("[0, 100]");
    }

    @ParameterizedTest
    @CsvSource({
        "jvm.memory.used_after_last_gc, G1 Old Gen, LIVE_HEAP",
        "jvm.memory.used_after_last_gc, G1 Eden Space, IGNORED",
        "jvm.memory.used_after_last_gc, '', LIVE_HEAP",
        "jvm.memory.used_after_last_gc, ZHeap, LIVE_HEAP",
        "jvm.memory.used, PS Old Gen, RAW_HEAP",
        "jvm.memory.used, Tenured Gen, RAW_HEAP",
        "jvm.memory.used, Metaspace, NON_HEAP",
        "jvm.memory.used, CodeHeap 'profiled nmethods', IGNORED",
        "jvm.buffer.memory.used, direct, NON_HEAP",
        "jvm.buffer.memory.used, mapped, IGNORED",
        "jvm.memory.limit, G1 Old Gen, LIMIT",
        "go.memory.used, other, MANAGED_HEAP",
        "go.memory.used, stack, IGNORED",
        "go.memory.used_after_last_gc, '', LIVE_HEAP",
        "v8js.memory.heap.used, old_space, MANAGED_HEAP",
        "dotnet.gc.last_collection.heap.size, gen2, LIVE_HEAP",
        "dotnet.gc.last_collection.heap.size, gen0, IGNORED",
        "http.server.active_requests, '', LOAD",
        "process.memory.usage, '', ANONYMOUS",
        "process.memory.virtual, '', IGNORED",
        "container.memory.rss, '', ANONYMOUS",
        "container.memory.working_set, '', USAGE",
        "system.memory.usage, '', USAGE",
        "k8s.container.memory.limit.desired, '', LIMIT",
        "k8s.container.memory.request.current, '', IGNORED"
    })
    void everySignalHasItsRole(String signal, String pool, SignalRole role) {
        assertThat(SignalRole.of(new SeriesId(signal, pool))).isEqualTo(role);
    }

    @Test
    void farLimitsCountAsTwiceTheLevelButNeverAsLessThanAQuarterOfTheWay() {
        assertThat(Headroom.above(100, OptionalDouble.of(200), 2).bytes()).isEqualTo(100);
        assertThat(Headroom.above(100, OptionalDouble.of(700), 2).bytes()).isEqualTo(200);
        assertThat(Headroom.above(100, OptionalDouble.of(4100), 2).bytes()).isEqualTo(1000);
        assertThat(Headroom.above(100, OptionalDouble.empty(), 2).bytes()).isEqualTo(200);
    }

    @Test
    void aFlatSlopeNeverReachesTheLimit() {
        assertThat(Forecast.timeToLimit(10, new Slope(-2, -1, 0), OptionalDouble.of(100)))
                .isEmpty();
        assertThat(Forecast.timeToLimit(10, new Slope(1, 2, 3), OptionalDouble.empty()))
                .isEmpty();
        TimeToLimit range = Forecast.timeToLimit(10, new Slope(-1, 2, 3), OptionalDouble.of(100))
                .orElseThrow();
        assertThat(range.lowSeconds()).isEqualTo(30 * 3600.0);
        assertThat(range.highSeconds()).isEmpty();
    }
}
