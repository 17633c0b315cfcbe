package io.heaptide.backtest;

import io.heaptide.core.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** Verdicts, a row a change: {@value #HEADER}. */
final class VerdictCsv {
    static final String HEADER =
            "timestamp,service,instance,verdict,score,slope_bytes_per_hour,slope_low,slope_high,time_to_limit_seconds,reasons";

    private final Writer out;
    private long rows;

    VerdictCsv(Writer out) throws IOException {
        this.out = out;
        out.write(HEADER + "\n");
    }

    /** Writes one change; the instance is empty for the service's own verdict. */
    void write(Change change) {
        rows++;
        try {
            out.write(line(change));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    long rows() {
        return rows;
    }

    private static String line(Change change) {
        return String.join(
                        ",",
                        number("%.3f", change.atMillis() / 1000.0),
                        quoted(change.service()),
                        quoted(change.instance()),
                        change.verdict().name().toLowerCase(Locale.ROOT),
                        number("%.1f", change.score()),
                        number("%.0f", change.slope().midBytesPerHour()),
                        number("%.0f", change.slope().lowBytesPerHour()),
                        number("%.0f", change.slope().highBytesPerHour()),
                        change.timeToLimit()
                                .map(time -> number("%.0f", time.lowSeconds()))
                                .orElse(""),
                        quoted(reasons(change.gates())))
                + "\n";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String reasons(List<Gate> gates) {
        StringBuilder text = new StringBuilder();
        for (Gate gate : gates) {
            text.append(text.length() == 0 ? "" : "; ")
                    .append(gate.name())
                    .append('=')
                    .append(number("%.4g", gate.value()))
                    .append(gate.passed() ? " ok " : " no ")
                    .append(number("%.4g", gate.threshold()));
        }
        return text.toString();
    }

    private static String quoted(String text) {
        boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
