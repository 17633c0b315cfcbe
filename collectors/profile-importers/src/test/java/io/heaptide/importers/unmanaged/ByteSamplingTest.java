package io.heaptide.importers.unmanaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.Site;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSamplingTest {

    private static final List<Frame> STACK = List.of(Frame.named("cache_put"));

    /** The factor of pprof's scaleHeapSample, by {@code python3 -c 'from math import *; print(16/(1-exp(-16/4096)))'}. */
    @Test
    void scalesByTheShareOfObjectsThatIsSeen() {
        Site site = new ByteSampling(4096).unsampled(STACK, Amount.NONE, new Amount(16, 1));

        assertThat(site.live().bytes()).isCloseTo(4104.0052, withPercentage(1e-5));
        assertThat(site.live().count()).isCloseTo(4104.0052 / 16, withPercentage(1e-5));
    }

    @Test
    void exactProfilesStayAsTheyAre() {
        Site site = ByteSampling.EVERYTHING.unsampled(STACK, new Amount(900, 9), new Amount(500, 5));

        assertThat(site).isEqualTo(Site.exact(STACK, "", new Amount(900, 9), new Amount(500, 5)));
    }

    @Test
    void sumThenScaleIsNotWhatItDoes() {
        ByteSampling sampling = new ByteSampling(524_288);
        double apart = sampling.unsampled(STACK, Amount.NONE, new Amount(160, 10))
                        .live()
                        .bytes()
                + sampling.unsampled(STACK, Amount.NONE, new Amount(10_485_760, 10))
                        .live()
                        .bytes();
        double together = sampling.unsampled(STACK, Amount.NONE, new Amount(10_485_920, 20))
                .live()
                .bytes();

        assertThat(apart).isGreaterThan(1.04 * together);
    }

    /** Samples a program whose truth is known, often: the estimate is unbiased, and its error is what is claimed. */
    @ParameterizedTest
    @CsvSource({"16, 4096, 20000", "1000, 4096, 2000", "5000, 4096, 500", "20000, 4096, 200"})
    void estimatesAreUnbiasedAndTheirErrorIsTrue(long objectBytes, double interval, int objects) {
        long seed = 7 + objectBytes;
        Random random = new Random(seed);
        int runs = 400;
        double sum = 0;
        double squares = 0;
        double claimed = 0;
        for (int run = 0; run < runs; run++) {
            double share = -Math.expm1(-objectBytes / interval);
            long seen = random.doubles(objects).filter(chance -> chance < share).count();
            Site site = new ByteSampling(interval).unsampled(STACK, Amount.NONE, new Amount(seen * objectBytes, seen));
            double error = site.live().bytes() - (double) objectBytes * objects;
            sum += error;
            squares += error * error;
            claimed += site.liveBytesError() * site.liveBytesError();
        }
        double deviation = Math.sqrt(squares / runs);

        assertThat(Math.abs(sum / runs)).as("bias, seed %d", seed).isLessThanOrEqualTo(4 * deviation / Math.sqrt(runs));
        assertThat(Math.sqrt(claimed / runs)).as("error, seed %d", seed).isCloseTo(deviation, withPercentage(12));
    }

    @Test
    void anEstimateHasTheErrorOfTheSamplesBehindIt() {
        ByteSampling sampling = new ByteSampling(4096);
        Site site = sampling.unsampled(STACK, Amount.NONE, new Amount(100_000, 100));

        assertThat(sampling.standardErrorOfEstimate(site.live()))
                .isCloseTo(site.liveBytesError(), withPercentage(1e-9));
    }
}
