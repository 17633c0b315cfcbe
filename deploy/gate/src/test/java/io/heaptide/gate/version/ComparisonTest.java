package io.heaptide.gate.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final double MIB = 1 << 20;
    private static final double LEVEL = 200 * MIB;

    private final VersionPolicy policy = VersionPolicy.defaults();
    private final List<LifeGrowth> lives = new ArrayList<>();

    @Test
    void aVersionThatGrowsBeyondChanceAndBeyondWhatIsAllowedOutgrows() {
        older(0.1, 0.2, 0.15);
        newer(6, 6.2);
        Comparison comparison = Comparison.of(lives, policy);
        assertThat(comparison).isInstanceOf(Comparison.Outgrows.class);
        assertThat(comparison.reason())
                .contains("6.1 MiB/h in 2 (2 lives)")
                .contains("in 1 (3 lives)")
                .contains("10 % allowed");
    }

    @Test
    void versionsThatGrowAlikeAreAlikeHoweverFast() {
        older(6, 6.3, 5.9);
        newer(6.1, 6.2);
        assertThat(Comparison.of(lives, policy)).isInstanceOf(Comparison.Alike.class);
    }

    @Test
    void moreThanBeforeButLittleIsAllowed() {
        older(0, 0.01);
        newer(0.5, 0.51); // 6 % of the level a day
        assertThat(Comparison.of(lives, policy)).isInstanceOf(Comparison.Alike.class);
        assertThat(Comparison.of(lives, new VersionPolicy(2, policy.leastAge(), 0.05)))
                .isInstanceOf(Comparison.Outgrows.class);
    }

    @Test
    void livesThatDifferAmongThemselvesProveNothing() {
        older(0, 12, 1);
        newer(1, 14);
        assertThat(Comparison.of(lives, policy)).isInstanceOf(Comparison.Alike.class);
    }

    @Test
    void tooFewLivesOrTooYoungOnesAreNotEnough() {
        assertThat(Comparison.of(lives, policy).reason()).contains("nothing was heard of the new version");
        newer(5, 5);
        assertThat(Comparison.of(lives, policy).reason()).contains("nothing is known of a version to compare with");
        older(0);
        assertThat(Comparison.of(lives, policy).reason())
                .isEqualTo("1 lives of 1 are known for long enough, 2 are needed");
        older(0);
        assertThat(Comparison.of(lives, policy)).isInstanceOf(Comparison.Outgrows.class);
        lives.replaceAll(life -> life(life.version(), "process.memory.usage", false, 0.25, 5));
        assertThat(Comparison.of(lives, policy).reason()).contains("age of 15 minutes, 30 are needed");
    }

    @Test
    void theDecidingSignalDecides() {
        older(0, 0.1);
        newer(9, 9.1);
        for (String version : List.of("1", "1", "2", "2")) {
            lives.add(life(version, "jvm.memory.used_after_last_gc of G1 Old Gen", true, 4, 0));
        }
        assertThat(Comparison.of(lives, policy)).isInstanceOf(Comparison.Alike.class);
        lives.removeIf(life -> life.isDeciding() && life.isNew());
        assertThat(Comparison.of(lives, policy))
                .as("where it has nothing to tell, another does")
                .isInstanceOf(Comparison.Outgrows.class);
    }

    private void older(double... mibPerHour) {
        for (double slope : mibPerHour) {
            lives.add(life("1", "process.memory.usage", false, 4, slope));
        }
    }

    private void newer(double... mibPerHour) {
        for (double slope : mibPerHour) {
            lives.add(life("2", "process.memory.usage", false, 4, slope));
        }
    }

    private static LifeGrowth life(String version, String series, boolean deciding, double age, double mibPerHour) {
        return new LifeGrowth(
                version, version.equals("2"), series, deciding, age, age, OptionalDouble.of(mibPerHour * MIB), LEVEL);
    }
}
