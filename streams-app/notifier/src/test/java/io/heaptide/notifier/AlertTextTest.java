package io.heaptide.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.LeakScore;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTextTest {

    @Test
    void saysWhatPeopleOnCallNeedWhenALeakFires() {
        assertThat(AlertText.render(Alerts.firing("inc-1"))).isEqualTo("""
                        FIRING  Memory leak: shop/checkout 2.4.1 (prod)
                          Verdict        leaking, score 93 of 100
                          Growth         +48.2 MiB/h an instance (41.0 to 55.3), now at 612 MiB
                          Time to limit  3 h 25 min to 5 h, limit 1.00 GiB
                          First to die   checkout-7f9c-x2
                          Instances      11 of 12 leaking, 1 suspect
                          Since          2026-03-04 10:12 UTC, 2 h 5 min before this message
                          Signal         jvm.memory.used_after_last_gc
                          Top site       com.acme.Cache.put(Object, Object), 78 % of the growth
                          Why            share of limit grown 0.42 ≥ 0.1, p value 1.0e-12 ≤ 0.01
                          Next           deploy/heaptide query service-trend --param service=shop/checkout
                          Next           deploy/heaptide query top-sites --param service=shop/checkout""");
    }

    @Test
    void saysHowLongItLastedAndWhyItIsOverWhenResolved() {
        assertThat(AlertText.render(Alerts.resolved("inc-1"))).isEqualTo("""
                        RESOLVED  Memory leak resolved: shop/checkout 2.4.1 (prod)
                          Verdict        steady, score 3 of 100, recovered
                          Growth         +0.1 MiB/h an instance (-0.3 to 0.5), now at 612 MiB
                          Instances      0 of 12 leaking
                          Lasted         5 h 5 min, since 2026-03-04 10:12 UTC
                          Signal         jvm.memory.used_after_last_gc
                          Next           deploy/heaptide query service-trend --param service=shop/checkout""");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        LeakScore bare = Alerts.score()
                .setServiceNamespace("")
                .setServiceVersion("")
                .setEnvironment("")
                .setSignal("")
                .clearLimitBytes()
                .clearTimeToLimitLowSeconds()
                .clearTimeToLimitHighSeconds()
                .setReasons(List.of())
                .setTopSites(List.of())
                .build();

        assertThat(AlertText.render(Alerts.firing(bare)))
                .startsWith("FIRING  Memory leak: checkout\n")
                .contains("Grows fastest  checkout-7f9c-x2", "--param service=checkout\n")
                .doesNotContain("limit", "Signal", "Top site", "Why", "null", "First to die");
    }

    @Test
    void saysThatTheSiteIsTheNews() {
        assertThat(AlertText.render(Alerts.siteNamed("inc-1")))
                .startsWith("FIRING  Memory leak found in the code: ")
                .contains("Top site       com.acme.Cache.put(Object, Object)");
    }

    @Test
    void saysWithWhichVersionTheGrowthBegan() {
        LeakScore.Builder blamed = Alerts.score().setSinceVersion("2.4.0");

        assertThat(AlertText.render(Alerts.firing(blamed.build())))
                .contains("Top site       com.acme.Cache.put(Object, Object), 78 % of the growth, since 2.4.0\n");
        assertThat(AlertText.render(Alerts.firing(blamed.setTopSites(List.of()).build())))
                .contains("Since version  2.4.0\n");
    }

    @Test
    void anOpenEndedRangeSaysSo() {
        LeakScore open = Alerts.score().clearTimeToLimitHighSeconds().build();

        assertThat(AlertText.render(Alerts.firing(open))).contains("Time to limit  3 h 25 min or more, limit 1.00 GiB");
    }

    @Test
    void namesCannotAddLinesOrFillTheScreen() {
        String text = AlertText.render(Alerts.firing(Alerts.named("evil\nFIRING  fake\u001B[31m" + "x".repeat(9999))));

        assertThat(text.lines()).hasSize(12).allMatch(line -> line.length() < 900);
        assertThat(text).doesNotContain("\u001B");
    }
}
