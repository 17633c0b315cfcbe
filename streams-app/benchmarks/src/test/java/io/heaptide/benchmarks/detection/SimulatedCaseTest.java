package io.heaptide.benchmarks.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.backtest.Reading;
import io.heaptide.simulator.model.Fleet;
import io.heaptide.simulator.model.FleetEvent;
import io.heaptide.simulator.model.FleetListener;
import io.heaptide.simulator.model.Life;
import io.heaptide.simulator.model.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SimulatedCaseTest {
    private static final int SERVICES = 17;
    private static final Duration STEP = Duration.ofMinutes(5);

    @Test
    void aServiceAloneDoesWhatItDoesInItsFleet() {
        Duration day = Duration.ofDays(1);
        Map<String, List<Long>> together = new TreeMap<>();
        Instant origin = Instant.parse("2026-01-01T00:00:00Z");
        Fleet.standard(SERVICES, 7).replay(origin, STEP).advanceTo(origin.plus(day), new FleetListener() {
            @Override
            public void sample(Life life, Signal signal, long atEpochMillis, long usedBytes) {
                List<Long> heard =
                        together.computeIfAbsent(life.slot().service().name(), name -> new ArrayList<>());
                heard.add(atEpochMillis);
                heard.add(usedBytes);
            }

            @Override
            public void event(FleetEvent event) {
                // only readings are compared
            }
        });

        for (Case each : SimulatedCase.fleet(SERVICES, 7, day, STEP)) {
            assertThat(played(each)).isEqualTo(together.get(each.name()));
        }
    }

    @Test
    void aLeakThatBeginsAfterTheRunIsHealthyInIt() {
        List<Case> hour = SimulatedCase.fleet(SERVICES, 7, Duration.ofMinutes(30), STEP);
        List<Case> fortnight = SimulatedCase.fleet(SERVICES, 7, Duration.ofDays(14), STEP);

        assertThat(hour).filteredOn(each -> each.truth().leaks()).hasSizeLessThan(7);
        assertThat(fortnight).filteredOn(each -> each.truth().leaks()).hasSize(7); // one of each leaking shape
    }

    private static List<Long> played(Case one) {
        List<Long> heard = new ArrayList<>();
        one.play((Reading reading) -> {
            heard.add(reading.atMillis());
            heard.add(reading.usedBytes());
        });
        return heard;
    }
}
