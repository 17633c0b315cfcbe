package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestLimitsTest {

    private static final long MIB = 1 << 20;

    @Test
    void aLargeHeapTakesWhatIsConfigured() {
        assertThat(RequestLimits.of(64 * MIB, 10_240 * MIB, 2))
                .isEqualTo(new RequestLimits(64 * MIB, 64 * MIB, 64 * MIB, 1_280 * MIB));
    }

    @Test
    void aSmallHeapTakesWhatAllWorkersCanDecodeAtOnce() {
        RequestLimits limits = RequestLimits.of(64 * MIB, 320 * MIB, 2);

        assertThat(limits).isEqualTo(new RequestLimits(5 * MIB, 2 * MIB, 2 * MIB, 40 * MIB));
        assertThat(limits.of(WireFormat.JSON)).isEqualTo(2 * MIB);
        assertThat(limits.of(WireFormat.PROTOBUF)).isEqualTo(5 * MIB);
    }
}
