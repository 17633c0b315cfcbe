package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteLedgerTest {
    private static final long T = MemorySeries.START;
    private static final long MINUTE = 60_000;

    @Test
    void theTypesThatASiteAllocatesAreOneSite() {
        SiteLedger ledger = new SiteLedger();
        for (int minute = 0; minute < 3; minute++) {
            SiteReading texts = new SiteReading("leak", "shop.Cache.put", "byte[]", 1000.0 * minute, 0, 0);
            SiteReading nodes = new SiteReading("leak", "shop.Cache.put", "Node", 100, 0, 0);
            ledger.add(new AllocationSnapshot("i1", T + minute * MINUTE, List.of(texts, nodes)));
        }
        SiteGrowth blamed = ledger.top(1, T).get(0);
        assertThat(blamed.growthBytesPerHour()).isCloseTo(60_000, within(1.0));
        assertThat(blamed.liveBytes()).isEqualTo(2100);
    }

    @Test
    void theSiteThatGrowsIsBlamedNotTheLargestOne() {
        SiteLedger ledger = ledger(20);
        List<SiteGrowth> top = ledger.top(2, T + 20 * MINUTE);
        assertThat(top.get(0).fingerprint()).isEqualTo("leak");
        assertThat(top.get(0).growthBytesPerHour()).isCloseTo(60 * 1000, within(1.0));
        assertThat(top.get(0).shareOfGrowth()).isGreaterThan(0.99);
        assertThat(top.get(1).fingerprint()).isEqualTo("large");
    }

    @Test
    void aSiteSeenForAMomentDoesNotOutrunALeak() {
        SiteLedger ledger = ledger(20);
        ledger.add(new AllocationSnapshot("i1", T + 21 * MINUTE, List.of(site("leak", 22_000), site("noise", 10))));
        ledger.add(new AllocationSnapshot("i1", T + 22 * MINUTE, List.of(site("leak", 23_000), site("noise", 5_000))));
        SiteGrowth blamed = ledger.top(1, T + 22 * MINUTE).get(0);
        assertThat(blamed.fingerprint()).isEqualTo("leak");
        assertThat(blamed.shareOfGrowth()).isGreaterThan(0.6);
    }

    @Test
    void instancesThatJoinAddNoGrowth() {
        SiteLedger ledger = new SiteLedger();
        for (int instance = 0; instance < 10; instance++) {
            ledger.add(new AllocationSnapshot("i" + instance, T + instance * MINUTE, List.of(site("flat", 5000))));
            ledger.add(
                    new AllocationSnapshot("i" + instance, T + (instance + 1) * MINUTE, List.of(site("flat", 5000))));
        }
        assertThat(ledger.top(1, T).get(0).growthBytesPerHour()).isZero();
        assertThat(ledger.top(1, T).get(0).liveBytes()).isEqualTo(5000);
    }

    @Test
    void aRepeatedOrOlderSnapshotChangesNothing() throws IOException {
        SiteLedger ledger = ledger(20);
        byte[] before = Bytes.of(ledger::writeTo);
        ledger.add(new AllocationSnapshot("i1", T + 19 * MINUTE, List.of(site("leak", 1e9))));
        assertThat(Bytes.of(ledger::writeTo)).isEqualTo(before);
    }

    @Test
    void aTraceThatBeginsAnewIsNoShrinkageAndTheTimeBetweenTwoIsNotWatched() {
        SiteLedger ledger = new SiteLedger();
        for (long day = 0; day < 2; day++) {
            for (int minute = 0; minute < 3; minute++) {
                long at = T + day * 1440 * MINUTE + minute * MINUTE;
                ledger.add(new AllocationSnapshot("i1", at, List.of(site("leak", 1000.0 * minute))));
            }
        }
        assertThat(ledger.top(1, T).get(0).growthBytesPerHour()).isCloseTo(60_000, within(1.0));
    }

    /** As the JVM agent tells it where no collection has proven yet what survived. */
    @Test
    void aSnapshotInWhichNothingIsProvenAliveIsNoBeginning() {
        SiteLedger ledger = new SiteLedger();
        for (int minute = 0; minute < 20; minute++) {
            double liveBytes = minute % 2 == 0 ? 0 : 1e6;
            SiteReading flat = new SiteReading("flat", "shop.Session.open", "byte[]", liveBytes, 5e6, 0);
            ledger.add(new AllocationSnapshot("i1", T + minute * MINUTE, List.of(flat)));
        }
        assertThat(ledger.top(1, T).get(0).growthBytesPerHour())
                .as("one rise of 19 steps, half of them downwards")
                .isLessThan(60 * 1e6 / 10);
    }

    @Test
    void aClassSpeaksOnlyWhereNoSiteWasWatched() {
        SiteLedger ledger = new SiteLedger();
        for (long day = 0; day < 3; day++) {
            SiteReading texts = new SiteReading("class", "byte[]", "byte[]", 1e9 * day, 0, 0);
            ledger.add(new AllocationSnapshot("i1 by histogram", T + day * 1440 * MINUTE, List.of(texts)));
        }
        assertThat(ledger.top(1, T).get(0).site()).isEqualTo("byte[]");
        for (int minute = 0; minute < 3; minute++) {
            long at = T + 2 * 1440 * MINUTE + minute * MINUTE;
            ledger.add(new AllocationSnapshot("i1 by trace", at, List.of(site("leak", 1000.0 * minute))));
        }
        SiteGrowth blamed = ledger.top(1, T).get(0);
        assertThat(blamed.site()).isEqualTo("shop.Cache.put");
        assertThat(blamed.growthBytesPerHour()).isCloseTo(60_000, within(1.0));
        assertThat(blamed.shareOfGrowth()).isEqualTo(1);
    }

    @Test
    void sitesAreBoundedAndTheLargestStay() {
        SiteLedger ledger = new SiteLedger();
        List<SiteReading> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(site("s" + i, i));
        }
        ledger.add(new AllocationSnapshot("i1", T, many));
        assertThat(ledger.top(2000, T)).hasSize(256);
        assertThat(ledger.top(1, T).get(0).fingerprint()).isEqualTo("s999");
    }

    @Test
    void moreInstancesThanAreToldApartStillGrow() {
        SiteLedger ledger = new SiteLedger();
        for (int minute = 0; minute < 10; minute++) {
            for (int instance = 0; instance < 12; instance++) {
                ledger.add(new AllocationSnapshot(
                        "i" + instance, T + minute * MINUTE + instance, List.of(site("leak", 1000 * minute))));
            }
        }
        assertThat(ledger.top(1, T).get(0).growthBytesPerHour()).isCloseTo(60_000, within(1.0));
    }

    @Test
    void survivesSerialisation() throws IOException {
        SiteLedger ledger = ledger(20);
        SiteLedger copy = Bytes.copy(ledger::writeTo, SiteLedger::readFrom);
        assertThat(copy.top(5, T)).isEqualTo(ledger.top(5, T));
    }

    /** Two readings with an error of 300 each leave a difference with 424; what is known between them changes little. */
    @Test
    void growthIsAsUncertainAsItsEnds() {
        SiteLedger ledger = new SiteLedger();
        ledger.add(new AllocationSnapshot("i1", T, List.of(sampled(1000, 300))));
        ledger.add(new AllocationSnapshot("i1", T + 60 * MINUTE, List.of(sampled(2000, 300))));
        assertThat(ledger.top(1, T).get(0).errorBytesPerHour()).isCloseTo(300 * Math.sqrt(2), within(1e-6));
        for (int hour = 2; hour < 10; hour++) {
            ledger.add(new AllocationSnapshot("i1", T + 60 * MINUTE * hour, List.of(sampled(1000 * (hour + 1), 300))));
        }
        SiteGrowth growth = ledger.top(1, T).get(0);
        assertThat(growth.growthBytesPerHour()).isCloseTo(1000, within(1e-6));
        assertThat(growth.errorBytesPerHour() * 7.5)
                .as("over the hours that count")
                .isBetween(280.0, 480.0);
        assertThat(ledger(20).top(1, T).get(0).errorBytesPerHour()).isZero();
    }

    @Test
    void aLedgerFromBeforeErrorsWereKeptIsStillRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(1);
        for (int instance = 0; instance < 16; instance++) {
            out.writeUTF(instance == 0 ? "i1" : "");
            out.writeLong(instance == 0 ? T : 0);
        }
        out.writeInt(1);
        for (String name : List.of("leak", "shop.Cache.put", "byte[]")) {
            out.writeUTF(name);
        }
        out.writeDouble(2);
        out.writeDouble(3000);
        for (int instance = 0; instance < 16; instance++) {
            out.writeLong(instance == 0 ? T : 0);
            out.writeDouble(instance == 0 ? 5000 : 0);
        }
        SiteLedger read = SiteLedger.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(read.top(1, T))
                .containsExactly(new SiteGrowth("leak", "shop.Cache.put", "byte[]", 5000, 1500, 0, 1));
    }

    @Test
    void negativeBytesAreRefused() {
        assertThatThrownBy(() -> site("x", -1)).hasMessageContaining("site x");
    }

    private static SiteLedger ledger(int minutes) {
        SiteLedger ledger = new SiteLedger();
        for (int minute = 0; minute < minutes; minute++) {
            ledger.add(new AllocationSnapshot(
                    "i1",
                    T + minute * MINUTE,
                    List.of(site("leak", 1000.0 * minute), site("large", 1e8), site("small", 10))));
        }
        return ledger;
    }

    private static SiteReading sampled(double liveBytes, double error) {
        return new SiteReading("leak", "shop.Cache.put", "byte[]", liveBytes, liveBytes, error);
    }

    private static SiteReading site(String fingerprint, double liveBytes) {
        return new SiteReading(fingerprint, "shop.Cache.put", "byte[]", liveBytes, liveBytes, 0);
    }
}
