package io.heaptide.backtest;

import io.heaptide.core.Gate;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Verdicts, a row a change: {@value #HEADER}. Rows may come from several threads in any order and are written by time: they
 * wait in a file of their own, because there may be many, and only their places are kept in memory.
 */
final class VerdictCsv implements Closeable {
    static final String HEADER =
            "timestamp,service,instance,verdict,score,slope_bytes_per_hour,slope_low,slope_high,time_to_limit_seconds,reasons";

    private final OutputStream out;
    private final Path waitingFile;
    private final RandomAccessFile waiting;
    private final List<Row> rows = new ArrayList<>();
    private long waitingBytes;

    /** Creates the file at once, so that a place that cannot be written is known before the work is done. */
    VerdictCsv(Path file) throws IOException {
        this.out = new BufferedOutputStream(new FileOutputStream(file.toFile()));
        this.waitingFile = Files.createTempFile("heaptide-verdicts", ".csv");
        this.waiting = new RandomAccessFile(waitingFile.toFile(), "rw");
    }

    /** Takes one change; the instance is empty for the service's own verdict. */
    synchronized void write(Change change, Turn turn) {
        byte[] line = line(change).getBytes(StandardCharsets.UTF_8);
        try {
            waiting.write(line);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        rows.add(new Row(change.atMillis(), turn, waitingBytes, line.length));
        waitingBytes += line.length;
    }

    synchronized long rows() {
        return rows.size();
    }

    /** Writes all rows in their order. */
    synchronized void finish() throws IOException {
        out.write((HEADER + "\n").getBytes(StandardCharsets.UTF_8));
        rows.sort(Row.ORDER);
        for (Row row : rows) {
            byte[] line = new byte[row.length()];
            waiting.seek(row.offset());
            waiting.readFully(line);
            out.write(line);
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out;
                waiting) {
            Files.deleteIfExists(waitingFile);
        }
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

    /**
     * When a change came about, among others of the same time.
     *
     * @param reading number of the reading that brought it, or a number above all of them for what the end brought
     * @param step counts the changes of one thread
     */
    record Turn(long reading, long step) {
        static final Comparator<Turn> ORDER =
                Comparator.comparingLong(Turn::reading).thenComparingLong(Turn::step);
    }

    /** Where a row waits. */
    private record Row(long atMillis, Turn turn, long offset, int length) {
        static final Comparator<Row> ORDER =
                Comparator.comparingLong(Row::atMillis).thenComparing(Row::turn, Turn.ORDER);
    }
}
