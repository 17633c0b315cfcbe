package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestLimitsTest {

    private static final long MIB = 1 << 20;

    @Test
    void aLargeHeapTakesWhatIsConfigured() {
        assertThat(RequestLimits.of(64 * MIB, 4_096 * MIB, 2))
                .isEqualTo(new RequestLimits(64 * MIB, 64 * MIB, 512 * MIB));
    }

    @Test
    void aSmallHeapTakesWhatAllWorkersCanDecodeAtOnce() {
        RequestLimits limits = RequestLimits.of(64 * MIB, 192 * MIB, 2);

        assertThat(limits).isEqualTo(new RequestLimits(12 * MIB, 6 * MIB, 24 * MIB));
        assertThat(limits.of(WireFormat.JSON)).isEqualTo(6 * MIB);
        assertThat(limits.of(WireFormat.PROTOBUF)).isEqualTo(12 * MIB);
    }
}
