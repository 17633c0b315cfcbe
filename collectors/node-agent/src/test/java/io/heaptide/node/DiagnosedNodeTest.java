package io.heaptide.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.diagnosis.MemoryReading;
import io.heaptide.diagnosis.Target;
import io.heaptide.node.kernel.GroupMemory;
import io.heaptide.schemas.InstanceRef;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DiagnosedNodeTest {

    private static final long AT = 1_700_000_000_000L;
    private static final InstanceRef SHOP = InstanceRef.newBuilder()
            .setServiceName("shop")
            .setServiceInstanceId("shop-0")
            .build();
    private static final List<ProcessReading> PROCESSES =
            List.of(new ProcessReading(7, "java", 500), new ProcessReading(8, "sh", 3));

    private final Map<Target, MemoryReading> told = new LinkedHashMap<>();

    @Test
    void aGroupIsToldByTheMemoryThatNoFileBacks() {
        tell(Optional.of(new GroupMemory(900, 600, 100)), OptionalLong.of(700), OptionalLong.of(1000));
        assertThat(told)
                .containsOnly(Map.entry(
                        new Target(SHOP, List.of(7L, 8L)),
                        new MemoryReading(Instant.ofEpochMilli(AT), 600, OptionalLong.of(700), OptionalLong.of(1000))));
    }

    @Test
    void aProcessThatSharesItsGroupIsToldByWhatIsResident() {
        tell(Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
        assertThat(told.values())
                .containsExactly(
                        new MemoryReading(Instant.ofEpochMilli(AT), 500, OptionalLong.empty(), OptionalLong.empty()));
    }

    @Test
    void aRequestOfNothingIsNone() {
        tell(Optional.of(new GroupMemory(900, 600, 100)), OptionalLong.of(0), OptionalLong.of(1000));
        assertThat(told.values()).allMatch(reading -> reading.requestBytes().isEmpty());
    }

    private void tell(Optional<GroupMemory> memory, OptionalLong request, OptionalLong limit) {
        Observation observation =
                new Observation(SHOP, "/shop", PROCESSES, memory, limit, request, Optional.empty(), Optional.empty());
        new DiagnosedNode(told::put).onBeat(new NodeBeat(AT, List.of(observation), List.of(), Optional.empty()));
    }
}
