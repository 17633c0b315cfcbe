package io.heaptide.simulator.file;

import io.heaptide.simulator.model.FleetEvent;
import io.heaptide.simulator.model.FleetListener;
import io.heaptide.simulator.model.Life;
import io.heaptide.simulator.model.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Samples in the back-test file format, one a line, in time order: {@value #HEADER}.
 *
 * <p>Timestamps are epoch seconds; a process without a limit leaves {@code limit_bytes} empty. Lifecycle events have no
 * place in this format.
 */
public final class SampleCsv implements FleetListener, AutoCloseable {

    /** The first line. */
    public static final String HEADER = "timestamp,service,instance,metric,used_bytes,limit_bytes,version";

    private static final int FLUSH_CHARS = 1 << 16;

    private final Writer writer;
    private final StringBuilder lines = new StringBuilder(FLUSH_CHARS + 512);
    private long rows;

    /** Begins a file, compressed if its name ends in {@code .gz}; replaces an older one. */
    public SampleCsv(Path file) throws IOException {
        this.writer = TextFiles.create(file);
        lines.append(HEADER).append('\n');
    }

    @Override
    public void sample(Life life, Signal signal, long atEpochMillis, long usedBytes) {
        lines.append(atEpochMillis / 1000)
                .append(',')
                .append(life.slot().service().name())
                .append(',')
                .append(life.instanceId())
                .append(',')
                .append(signal.metric())
                .append(',')
                .append(usedBytes)
                .append(',');
        OptionalLong limit = life.slot().service().limitBytes();
        if (limit.isPresent()) {
            lines.append(limit.getAsLong());
        }
        lines.append(',').append(life.version()).append('\n');
        rows++;
        if (lines.length() >= FLUSH_CHARS) {
            flush();
        }
    }

    @Override
    public void event(FleetEvent event) {
        // the format holds samples only: a new instance or a fall in use shows what happened
    }

    /** How many samples were written. */
    public long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        flush();
        writer.close();
    }

    private void flush() {
        try {
            writer.append(lines);
            lines.setLength(0);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
