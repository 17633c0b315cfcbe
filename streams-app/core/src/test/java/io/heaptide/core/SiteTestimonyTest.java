package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SiteTestimonyTest {
    private static final long T = MemorySeries.START;
    private static final long MINUTE = 60_000;
    private static final double MIB = 1 << 20;
    private static final String HEAP = "jvm.memory.used_after_last_gc";

    @Test
    void survivorsAtASteadySiteVetoAnAlarm() {
        ServiceScore heard = ledger(20, 0, 0).testimony(T).heard(leaking(HEAP));
        assertThat(heard.verdict()).isEqualTo(Verdict.SUSPECT);
        assertThat(heard.score()).isLessThan(Score.LEAKING);
        assertThat(heard.gates().get(0).name()).isEqualTo("growth-of-sites");
        assertThat(heard.gates().get(0).passed()).isFalse();
    }

    @Test
    void aGrowingSiteLetsTheAlarmBe() {
        assertThat(ledger(20, 60, 0).testimony(T).heard(leaking(HEAP))).isEqualTo(leaking(HEAP));
    }

    @Test
    void aGrowingSiteRaisesASuspicion() {
        ServiceScore heard = ledger(20, 60, 0).testimony(T).heard(suspect());
        assertThat(heard.verdict()).isEqualTo(Verdict.SUSPECT);
        assertThat(heard.score()).isGreaterThan(suspect().score()).isLessThan(Score.LEAKING);
        assertThat(heard.gates().get(0).passed()).isTrue();
        assertThat(ledger(20, 0, 0).testimony(T).heard(suspect()))
                .as("a steady one does not")
                .isEqualTo(suspect());
        assertThat(ledger(20, 60, 100).testimony(T).heard(suspect()))
                .as("nor one whose growth may be sampling")
                .isEqualTo(suspect());
    }

    @Test
    void whatMayLeakBesideTheSitesIsNotVetoed() {
        assertThat(ledger(20, 0, 0)
                        .testimony(T)
                        .heard(leaking("process.memory.usage"))
                        .verdict())
                .as("native memory beside a heap")
                .isEqualTo(Verdict.LEAKING);
        assertThat(ledger(4, 0, 0).testimony(T).heard(leaking(HEAP)).verdict())
                .as("too few snapshots")
                .isEqualTo(Verdict.LEAKING);
        assertThat(ledger(20, 0, 100).testimony(T).heard(leaking(HEAP)).verdict())
                .as("sampled too coarsely to be called steady")
                .isEqualTo(Verdict.LEAKING);
        assertThat(new SiteLedger().testimony(T).heard(leaking(HEAP)).verdict())
                .as("no sites")
                .isEqualTo(Verdict.LEAKING);
    }

    /** One site of 100 MiB and more, of a service of 120 MiB. */
    private static SiteLedger ledger(int minutes, double mibPerHour, double errorMib) {
        SiteLedger ledger = new SiteLedger();
        for (int minute = 0; minute < minutes; minute++) {
            double live = (100 + mibPerHour * minute / 60) * MIB;
            SiteReading site = new SiteReading("a", "shop.Cache.put", "byte[]", live, live, errorMib * MIB);
            ledger.add(new AllocationSnapshot("i1", T + minute * MINUTE, List.of(site)));
        }
        return ledger;
    }

    private static ServiceScore suspect() {
        return score(Verdict.SUSPECT, 55, HEAP);
    }

    private static ServiceScore leaking(String signal) {
        return score(Verdict.LEAKING, 90, signal);
    }

    /** Grows by 60 MiB an hour. */
    private static ServiceScore score(Verdict verdict, double points, String signal) {
        return new ServiceScore(
                new ServiceId("shop", "cart"),
                "1",
                "",
                T,
                T + 60 * MINUTE,
                verdict,
                points,
                signal,
                1,
                1,
                0,
                1,
                120 * MIB,
                new Slope(50 * MIB, 60 * MIB, 70 * MIB),
                OptionalDouble.empty(),
                Optional.empty(),
                "",
                List.of());
    }
}
