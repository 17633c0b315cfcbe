package io.heaptide.benchmarks.detection;

import io.heaptide.benchmarks.detection.Calibration.Band;
import java.util.Locale;

/** A reliability diagram as SVG: the share that leaked against the score that was shown, with its interval. */
final class CalibrationPlot {
    private static final int SIDE = 420;
    private static final int MARGIN = 56;
    private static final double LARGEST_DOT = 14;
    private static final double SMALLEST_DOT = 3;

    private final Calibration calibration;
    private final StringBuilder svg = new StringBuilder();

    private CalibrationPlot(Calibration calibration) {
        this.calibration = calibration;
    }

    static String of(Calibration calibration) {
        return new CalibrationPlot(calibration).drawn();
    }

    private String drawn() {
        int size = SIDE + 2 * MARGIN;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">%n",
                size, size, size);
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            grid(tenth / 10.0);
        }
        add("<line class=\"ideal\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n", x(0), y(0), x(1), y(1));
        label(x(0.5), size - 12, "score shown at a random instant");
        add("<text transform=\"translate(16 %.1f) rotate(-90)\">share that was leaking then</text>%n", y(0.5));
        calibration.bands().stream().filter(band -> band.shown() > 0).forEach(this::dot);
        return svg.append("</svg>\n").toString();
    }

    private void grid(double share) {
        add("<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n", x(0), y(share), x(1), y(share));
        label(x(0) - 22, y(share) + 4, String.format(Locale.ROOT, "%.1f", share));
        label(x(share), y(0) + 20, String.format(Locale.ROOT, "%.0f", 100 * share));
    }

    /** A dot's area grows with how often the score was shown. */
    private void dot(Band band) {
        double middle = (band.from() + 5) / 100.0;
        double weight = Math.sqrt(band.shown() / (double) calibration.shown());
        add(
                "<line class=\"interval\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                x(middle), y(band.bound(-1)), x(middle), y(band.bound(1)));
        add(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>score %d to %d: %d of %d leaked</title></circle>%n",
                x(middle),
                y(band.share()),
                SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * weight,
                band.from(),
                band.from() + 10,
                band.leaking(),
                band.shown());
    }

    private void label(double x, double y, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\">%s</text>%n", x, y, text);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static double x(double share) {
        return MARGIN + share * SIDE;
    }

    private static double y(double share) {
        return MARGIN + (1 - share) * SIDE;
    }
}
