package io.heaptide.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveredKeysTest {

    private static final int BROKER_DEFAULT = 4096; // offset.metadata.max.bytes

    @Test
    void remembersAcrossEncoding() {
        DeliveredKeys keys = DeliveredKeys.NONE.with(key(1)).with(key(2));

        DeliveredKeys read = DeliveredKeys.decode(keys.encode());

        assertThat(read.contains(key(1))).isTrue();
        assertThat(read.contains(key(2))).isTrue();
        assertThat(read.contains(key(3))).isFalse();
    }

    @Test
    void forgetsTheOldestFirstAndFitsTheBrokersLimit() {
        DeliveredKeys keys = first(DeliveredKeys.CAPACITY + 1);

        assertThat(keys.contains(key(0))).isFalse();
        assertThat(IntStream.rangeClosed(1, DeliveredKeys.CAPACITY)).allMatch(i -> keys.contains(key(i)));
        assertThat(keys.encode()).hasSize(2734).hasSizeLessThan(BROKER_DEFAULT);
        assertThat(first(10 * DeliveredKeys.CAPACITY).encode()).hasSize(2734);
    }

    @Test
    void aUnionKeepsTheOthersAsTheNewest() {
        DeliveredKeys full = first(DeliveredKeys.CAPACITY);
        DeliveredKeys all = full.union(DeliveredKeys.NONE.with(key(5)).with(key(1000)));

        assertThat(all.contains(key(1000))).isTrue();
        assertThat(all.contains(key(5))).isTrue();
        assertThat(all.contains(key(0))).isFalse();
        assertThat(all.encode()).hasSize(2734);
    }

    @Test
    void addingLeavesTheOriginalAlone() {
        DeliveredKeys before = first(3);
        DeliveredKeys after = before.with(key(99));

        assertThat(before.contains(key(99))).isFalse();
        assertThat(after.contains(key(99))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "written by another tool", "d1:", "d1:!!!", "d1:AAA", "d9:AAAAAAAAAAA"})
    void metadataOfAnotherOriginHoldsNoKeys(String metadata) {
        assertThat(DeliveredKeys.decode(metadata).contains(key(1))).isFalse();
    }

    @Test
    void theHashIsTheStartOfTheKeysSha256() {
        // OpenSSL 3.0.19: printf 'inc-1:firing' | openssl dgst -sha256
        assertThat(new IdempotencyKey("inc-1:firing").hash()).isEqualTo(0x1e7f64a2c0936bdeL);
    }

    @Test
    void aKeyIsIncidentAndStateAndAlwaysFitToBeAHeader() {
        assertThat(IdempotencyKey.of(Alerts.firing("inc-1")).value()).isEqualTo("inc-1:firing");
        assertThat(IdempotencyKey.of(Alerts.resolved("inc-1")).value()).isEqualTo("inc-1:resolved");
        for (String id : new String[] {"a\r\nX-Evil: 1", "spaced out", "ümlaut", "x".repeat(5000)}) {
            assertThat(IdempotencyKey.of(Alerts.firing(id)).value()).matches("[0-9a-f]{64}:firing");
        }
    }

    private static DeliveredKeys first(int count) {
        return IntStream.range(0, count)
                .mapToObj(DeliveredKeysTest::key)
                .reduce(DeliveredKeys.NONE, DeliveredKeys::with, (a, b) -> b);
    }

    private static IdempotencyKey key(int i) {
        return new IdempotencyKey("inc-" + i + ":firing");
    }
}
