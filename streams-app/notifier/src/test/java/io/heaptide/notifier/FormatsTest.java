package io.heaptide.notifier;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every channel. */
class FormatsTest {

    private static final int ALERTS = 2000;
    private static final double[] ODD = {
        0, -0.0, 1, -1, 1e-300, 1e300, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 0.5, 1 << 30
    };
    private static final long[] ODD_TIMES = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1_700_000_000_000L};

    /** Seed 11. A format that throws would stop all alerts behind this one. */
    @ParameterizedTest
    @EnumSource
    void everyAlertHasARequest(Channel channel) {
        RandomGenerator random = new SplittableRandom(11);
        Target target = new Target("t", channel, WebhookUrl.parse("https://example.org/x"), List.of(), Targets.TOLD);
        for (int i = 0; i < ALERTS; i++) {
            LeakAlert alert = anyAlert(random);
            assertThatCode(() -> channel.format().request(alert, target, Instant.EPOCH))
                    .doesNotThrowAnyException();
        }
    }

    private static LeakAlert anyAlert(RandomGenerator random) {
        LeakScore score = Alerts.named(anyText(random));
        score.setVerdict(one(random, Verdict.values()));
        score.setScore(any(random));
        score.setLevelBytes(any(random));
        score.setSlopeBytesPerHour(any(random));
        score.setSlopeLowBytesPerHour(any(random));
        score.setSlopeHighBytesPerHour(any(random));
        score.setLimitBytes(any(random));
        score.setTimeToLimitLowSeconds(any(random));
        score.setTimeToLimitHighSeconds(any(random));
        score.setReasons(List.of(Alerts.gate(anyText(random), any(random), any(random), true)));
        score.setTopSites(List.of(Alerts.site(anyText(random), any(random)), Alerts.site("", any(random))));
        score.setWindowStartMs(anyTime(random));
        LeakAlert alert = Alerts.firing(score);
        alert.setState(one(random, IncidentState.values()));
        alert.setReason(anyText(random));
        alert.setIncidentId(anyText(random));
        alert.setAtMs(anyTime(random));
        alert.setOpenedAtMs(anyTime(random));
        return alert;
    }

    private static <T> T one(RandomGenerator random, T[] of) {
        return of[random.nextInt(of.length)];
    }

    private static double any(RandomGenerator random) {
        return ODD[random.nextInt(ODD.length)];
    }

    private static long anyTime(RandomGenerator random) {
        return ODD_TIMES[random.nextInt(ODD_TIMES.length)];
    }

    private static String anyText(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(400);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(0x10000)); // halves of characters too
        }
        return text.toString();
    }
}
