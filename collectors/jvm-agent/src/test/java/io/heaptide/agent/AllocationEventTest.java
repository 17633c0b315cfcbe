package io.heaptide.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.agent.allocation.AllocationSite;
import io.heaptide.agent.allocation.AllocationSummary;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AllocationEventTest {

    /** The form is a contract: whoever changes it must change the gateway too. */
    @Test
    void hasTheFormTheGatewayReads() {
        AllocationSite site =
                new AllocationSite("A.put", "byte[]", List.of("A.put", "B.main"), 1000.5, 0, 2000, 20, 30.25);
        AllocationSummary summary =
                new AllocationSummary(Instant.ofEpochMilli(60_000), Instant.ofEpochMilli(120_000), true, List.of(site));

        AllocationEvent event = AllocationEvent.of(summary);

        assertThat(event.at()).isEqualTo(Instant.ofEpochMilli(120_000));
        assertThat(event.body().asString())
                .isEqualTo("{\"source\":\"jfr\",\"window_start_ms\":60000,\"window_end_ms\":120000,"
                        + "\"incomplete\":true,\"sites\":[{\"site\":\"A.put\",\"type\":\"byte[]\","
                        + "\"frames\":[\"A.put\",\"B.main\"],\"allocated_bytes\":1000.5,\"allocated_count\":0.0,"
                        + "\"live_bytes\":2000.0,\"live_count\":20.0,\"live_bytes_error\":30.25}]}");
    }
}
