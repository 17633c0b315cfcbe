package io.heaptide.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.node.kernel.GroupBreakdown;
import io.heaptide.node.kernel.GroupEvents;
import io.heaptide.node.kernel.GroupMemory;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.signals.Reading;
import io.heaptide.signals.SignalCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadingsTest {

    private static final ProcessReading PROCESS = new ProcessReading(1, "java", 500);

    private static Observation observation(Optional<Observation.Details> details, ProcessReading... processes) {
        return new Observation(
                InstanceRef.newBuilder()
                        .setServiceName("cart")
                        .setServiceInstanceId("cart-0")
                        .build(),
                "/docker/c",
                List.of(processes),
                Optional.of(new GroupMemory(1000, 600, 250)),
                OptionalLong.of(2000),
                OptionalLong.of(1500),
                Optional.empty(),
                details);
    }

    private static Map<String, Long> readings(Observation observation) {
        return Readings.of(observation, 1_000).readings().stream()
                .collect(Collectors.toMap(reading -> reading.signal() + reading.pool(), Reading::bytes));
    }

    @Test
    void everyBeatTellsAnonymousWorkingSetAndResidentMemory() {
        assertThat(readings(observation(Optional.empty(), PROCESS)))
                .isEqualTo(Map.of(
                        "container.memory.rss",
                        600L,
                        "container.memory.working_set",
                        750L,
                        "process.memory.usage",
                        500L));
    }

    @Test
    void residentMemoryOfSeveralProcessesIsNotAddedUp() {
        assertThat(readings(observation(Optional.empty(), PROCESS, PROCESS))).doesNotContainKey("process.memory.usage");
    }

    @Test
    void detailsTellLimitsAndTheKernelsShareUnderNamesOfTheCatalogue() {
        Observation.Details details = new Observation.Details(
                Optional.of(new GroupEvents(7, 0)),
                Optional.of(new GroupBreakdown(
                        OptionalLong.of(10), OptionalLong.of(20), OptionalLong.empty(), OptionalLong.of(40))),
                OptionalLong.of(1800),
                OptionalLong.of(450));

        Map<String, Long> readings = readings(observation(Optional.of(details), PROCESS));

        assertThat(readings)
                .containsEntry("container.memory.limit", 2000L)
                .containsEntry("container.memory.limithigh", 1800L)
                .containsEntry("container.memory.request", 1500L)
                .containsEntry("container.memory.usage", 1000L)
                .containsEntry("container.memory.file", 10L)
                .containsEntry("container.memory.kernel", 20L)
                .containsEntry("container.memory.sock", 40L)
                .containsEntry("process.memory.pss", 450L)
                .doesNotContainKey("container.memory.slab");
        assertThat(Readings.of(observation(Optional.of(details), PROCESS), 1_000)
                        .readings())
                .allSatisfy(reading -> assertThat(SignalCatalogue.standard().find(reading.signal()))
                        .as(reading.signal())
                        .isPresent());
    }
}
