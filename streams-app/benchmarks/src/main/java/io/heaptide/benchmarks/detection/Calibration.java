package io.heaptide.benchmarks.detection;

import static io.heaptide.benchmarks.detection.Table.cell;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a score means: of the cases that showed it at a random instant, how many were leaking then.
 *
 * @param bands scores from 0 to 100 in tens, 100 in the last
 */
record Calibration(List<Band> bands) {
    private static final int BANDS = 10;

    Calibration {
        bands = List.copyOf(bands);
    }

    /**
     * Scores from one ten to the next.
     *
     * @param shown how often such a score was shown
     * @param leaking how often something leaked then
     */
    record Band(int from, int shown, int leaking) {
        private static final double Z = 1.96; // 95 %

        double share() {
            return shown == 0 ? 0 : leaking / (double) shown;
        }

        /** Wilson's interval for the share, its low end at -1 and its high end at 1. */
        double bound(int side) {
            double n = Math.max(1, shown);
            double centre = share() + Z * Z / (2 * n);
            double half = Z * Math.sqrt(share() * (1 - share()) / n + Z * Z / (4 * n * n));
            return Math.min(1, Math.max(0, (centre + side * half) / (1 + Z * Z / n)));
        }
    }

    static Calibration of(List<Outcome> outcomes) {
        int[] shown = new int[BANDS];
        int[] leaking = new int[BANDS];
        for (Outcome outcome : outcomes) {
            double[] scores = outcome.said().scores();
            long[] instants = outcome.said().probes();
            for (int i = 0; i < scores.length; i++) {
                if (outcome.truth().isKnownAt(instants[i])) {
                    int band = Math.min(BANDS - 1, (int) (scores[i] / BANDS));
                    shown[band]++;
                    leaking[band] += outcome.truth().leaksAt(instants[i]) ? 1 : 0;
                }
            }
        }
        return new Calibration(IntStream.range(0, BANDS)
                .mapToObj(band -> new Band(band * BANDS, shown[band], leaking[band]))
                .toList());
    }

    int shown() {
        return bands.stream().mapToInt(Band::shown).sum();
    }

    /** Share that leaks whatever the score. */
    double prevalence() {
        return bands.stream().mapToInt(Band::leaking).sum() / (double) Math.max(1, shown());
    }

    Table table() {
        return new Table(
                List.of("score", "shown", "leaking", "share", "95 % low", "95 % high"),
                bands.stream().map(Calibration::row).toList());
    }

    private static List<String> row(Band band) {
        boolean any = band.shown() > 0;
        return List.of(
                band.from() + " to " + (band.from() + BANDS - (band.from() == 90 ? 0 : 1)),
                Integer.toString(band.shown()),
                Integer.toString(band.leaking()),
                any ? cell(band.share(), "%.3f") : "-",
                any ? cell(band.bound(-1), "%.3f") : "-",
                any ? cell(band.bound(1), "%.3f") : "-");
    }
}
