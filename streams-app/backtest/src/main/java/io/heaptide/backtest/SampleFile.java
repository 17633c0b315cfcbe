package io.heaptide.backtest;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A samples file, read once from its start, plain or gzipped. */
public final class SampleFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final BufferedReader lines;
    private final CountingStream raw;
    private final long sizeBytes;
    private final SampleLine columns;
    private long line = 1;

    /** Opens a file and reads its header. */
    public SampleFile(Path path) throws IOException {
        this.sizeBytes = Files.size(path);
        this.raw = new CountingStream(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES));
        this.lines = new BufferedReader(new InputStreamReader(unpacked(raw), StandardCharsets.UTF_8), BUFFER_BYTES);
        String header = lines.readLine();
        if (header == null) {
            throw new BadSamples(1, "the file is empty");
        }
        this.columns = new SampleLine(header);
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    }

    /** The next reading, empty at the end. */
    public Optional<Reading> next() throws IOException {
        String text = lines.readLine();
        line++;
        while (text != null && text.isBlank()) {
            text = lines.readLine();
            line++;
        }
        return text == null ? Optional.empty() : Optional.of(columns.parse(text, line));
    }

    /** How much of the file has been read, 0 to 1. */
    public double share() {
        return sizeBytes == 0 ? 1 : Math.min(1, raw.count / (double) sizeBytes);
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
