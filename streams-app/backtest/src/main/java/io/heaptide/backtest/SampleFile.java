package io.heaptide.backtest;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A samples file, read once from its start, plain or gzipped. */
public final class SampleFile implements Readings {
    private static final int BUFFER_BYTES = 1 << 16;

    private final ByteLines lines;
    private final CountingStream raw;
    private final long sizeBytes;
    private final SampleLine columns;

    /** Opens a file and reads its header. */
    public SampleFile(Path path) throws IOException {
        this.sizeBytes = Files.size(path);
        // not Files.newInputStream: a channel that is read by an interrupted thread closes itself
        this.raw = new CountingStream(new BufferedInputStream(new FileInputStream(path.toFile()), BUFFER_BYTES));
        this.lines = new ByteLines(unpacked(raw));
        if (!lines.next()) {
            throw new BadSamples(1, "the file is empty");
        }
        this.columns = new SampleLine(lines.text());
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    }

    @Override
    public Optional<Reading> next() throws IOException {
        return lines.next() ? Optional.of(columns.parse(lines)) : Optional.empty();
    }

    @Override
    public double share() {
        return sizeBytes == 0 ? 1 : Math.min(1, raw.count / (double) sizeBytes);
    }

    @Override
    public String leftOut() {
        return "";
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Counts what went through, for the progress bar. */
    private static final class CountingStream extends FilterInputStream {
        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = super.read(into, offset, length);
            count += Math.max(0, some);
            return some;
        }
    }
}
