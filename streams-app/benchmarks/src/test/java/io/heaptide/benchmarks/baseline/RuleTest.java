package io.heaptide.benchmarks.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heaptide.core.Gate;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class RuleTest {
    private static final double LIMIT = 1000;

    @Test
    void predictLinearExtendsTheLineOfAnHourByFour() {
        Rule rule = new PredictLinear();

        assertThat(holds(rule, minutes(61, i -> 500 + 2.2 * i))).isTrue(); // 632 now, 1160 in four hours
        assertThat(holds(rule, minutes(61, i -> 500 + 1.5 * i))).isFalse(); // 590 now, 950 in four hours
    }

    @Test
    void aRuleThatNeedsALimitSaysNothingWithoutOne() {
        Window unlimited = new Window(hours(61, 60), bytes(61, i -> i), Double.POSITIVE_INFINITY);

        assertThat(new PredictLinear().judge(unlimited, 1)).isEmpty();
        assertThat(new StraightLine().judge(unlimited, 1)).isEmpty();
    }

    @Test
    void leastSquaresAreBelievedOnlyWhereTheyExplainTheReadings() {
        Rule rule = new StraightLine();

        assertThat(holds(rule, minutes(61, i -> 500 + i))).isTrue();
        assertThat(holds(rule, minutes(61, i -> 500 + i + (i % 2 == 0 ? 200 : -200))))
                .isFalse();
    }

    @Test
    void theLineIsThatOfTheTextbook() {
        Line line = minutes(5, i -> new double[] {1, 3, 2, 5, 4}[i]).line();

        // numpy 1.26: np.polyfit(range(-4, 1), [1, 3, 2, 5, 4], 1) and np.corrcoef squared
        assertThat(line.bytesPerHour() / 60).isCloseTo(0.8, within(1e-12));
        assertThat(line.bytesNow()).isCloseTo(4.6, within(1e-12));
        assertThat(line.rSquared()).isCloseTo(0.64, within(1e-12));
    }

    @Test
    void mannKendallCountsPairsAndTies() {
        // by hand: S = 45, variance 125; S = 5, variance (156 - 18) / 18
        assertThat(MannKendall.z(bytes(10, i -> i))).isCloseTo(44 / Math.sqrt(125), within(1e-12));
        assertThat(MannKendall.z(new double[] {1, 2, 2, 3})).isCloseTo(4 / Math.sqrt(138 / 18.0), within(1e-12));
        assertThat(MannKendall.z(bytes(10, i -> 7))).isZero();
    }

    @Test
    void sensSlopeDoesNotCareAboutOneOutlier() {
        assertThat(MannKendall.senSlope(minutes(21, i -> i == 20 ? 1e6 : 3.0 * i)))
                .isCloseTo(180, within(1e-9));
    }

    @Test
    void corootAsksForTenPercentAnHourAndForMostOfTheWindow() {
        Rule rule = new Coroot();

        assertThat(holds(rule, minutes(61, i -> 600 + 1.1 * i))).isTrue();
        assertThat(holds(rule, minutes(61, i -> 600 + 0.9 * i))).isFalse();
        assertThat(rule.judge(minutes(40, i -> 600 + 5 * i), 1)).isEmpty();
    }

    @Test
    void precogFindsALineThatReachesTheLimitWithinAWeekAndTopsThePast() {
        Rule rule = new PrecogMaxFilter();

        assertThat(holds(rule, fiveMinutes(145, i -> 500 + 0.5 * i))).isTrue();
        assertThat(holds(rule, fiveMinutes(145, i -> 500 + 0.05 * i))).isFalse(); // 800 hours from its limit
        assertThat(holds(rule, fiveMinutes(145, i -> 500 + 40 * Math.sin(i)))).isFalse();
        assertThat(rule.judge(fiveMinutes(60, i -> 500 + 0.5 * i), 1)).isEmpty(); // five hours are no trend
    }

    @Test
    void precogLetsALineBeThatStaysBelowThePast() {
        Window fallen = fiveMinutes(289, i -> i < 144 ? 900 + (i % 3) : 300 + 0.5 * (i - 144));

        assertThat(holds(new PrecogMaxFilter(), fallen)).isFalse();
    }

    private static boolean holds(Rule rule, Window past) {
        List<Gate> gates = rule.judge(past, 1);
        return !gates.isEmpty() && gates.stream().allMatch(Gate::passed);
    }

    private static Window minutes(int count, IntToDoubleFunction level) {
        return new Window(hours(count, 60), bytes(count, level), LIMIT);
    }

    private static Window fiveMinutes(int count, IntToDoubleFunction level) {
        return new Window(hours(count, 12), bytes(count, level), LIMIT);
    }

    private static double[] hours(int count, int anHour) {
        return bytes(count, i -> (i - count + 1) / (double) anHour);
    }

    private static double[] bytes(int count, IntToDoubleFunction level) {
        double[] bytes = new double[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = level.applyAsDouble(i);
        }
        return bytes;
    }
}
