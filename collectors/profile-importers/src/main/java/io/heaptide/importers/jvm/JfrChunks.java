package io.heaptide.importers.jvm;

import io.heaptide.importers.BadProfile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole chunks at the start of a recording.
 *
 * <p>The JDK's reader waits for ever for the end of a chunk that is still being written, and runs in circles where event
 * sizes or the list of constant pools do; and a chunk's names stand at its end. So only chunks that are proven to be
 * whole are given to it.
 *
 * @param bytes where the last whole chunk ends
 * @param end when that chunk ended, if there is one
 * @param missing why there is no further chunk, if the file goes on
 */
record JfrChunks(long bytes, Optional<Instant> end, Optional<String> missing) {

    static final String MAGIC = "FLR\0";

    private static final int MAGIC_NUMBER = 0x464c5200;
    private static final int HEADER_BYTES = 68;
    private static final int STATE_SHIFT = 24;
    private static final int COMPRESSED_INTEGERS = 1;
    private static final long METADATA = 0;
    private static final long CONSTANT_POOL = 1;
    private static final int BUFFER_BYTES = 64 << 10;

    static JfrChunks of(Path file) throws IOException {
        long size = Files.size(file);
        JfrChunks whole = new JfrChunks(0, Optional.empty(), Optional.empty());
        try (InputStream in = Files.newInputStream(file);
                Bytes bytes = new Bytes(in)) {
            while (whole.bytes() < size) {
                whole = next(bytes, whole, size);
            }
            return whole;
        } catch (BadProfile damaged) {
            return new JfrChunks(whole.bytes(), whole.end(), Optional.of(String.valueOf(damaged.getMessage())));
        } catch (EOFException cut) {
            return new JfrChunks(
                    whole.bytes(),
                    whole.end(),
                    Optional.of("the file ends at byte " + size + ", inside the chunk at byte " + whole.bytes()));
        }
    }

    private static JfrChunks next(Bytes bytes, JfrChunks before, long fileSize) throws IOException {
        Header header = Header.read(bytes, before.bytes());
        if (header.size() > fileSize - before.bytes()) {
            throw new EOFException();
        }
        Map<Long, Long> pools = new HashMap<>();
        boolean described = false;
        long end = before.bytes() + header.size();
        while (bytes.position() < end) {
            long start = bytes.position();
            long size = bytes.varint();
            long type = bytes.varint();
            if (type == CONSTANT_POOL) {
                bytes.varint(); // start
                bytes.varint(); // duration
                pools.put(start - before.bytes(), bytes.varint());
            }
            described |= type == METADATA && start - before.bytes() == header.metadata();
            if (size < bytes.position() - start || size > end - start) {
                throw BadProfile.atByte(start, "an event of " + size + " bytes");
            }
            bytes.skip(size - (bytes.position() - start));
        }
        if (!described) {
            throw BadProfile.atByte(before.bytes(), "a chunk without metadata");
        }
        requireEndOfList(pools, header.pools(), before.bytes());
        return new JfrChunks(end, Optional.of(header.end()), Optional.empty());
    }

    /** Each constant pool names the one before it, by its distance. */
    private static void requireEndOfList(Map<Long, Long> pools, long last, long chunk) throws BadProfile {
        long at = last;
        @Nullable Long distance = pools.get(at);
        while (distance != null && distance < 0) {
            at += distance;
            distance = pools.get(at);
        }
        if (distance == null || distance != 0) {
            throw BadProfile.atByte(chunk, "a chunk with a broken list of constant pools");
        }
    }

    private record Header(long size, long pools, long metadata, Instant end) {

        static Header read(Bytes bytes, long chunk) throws IOException {
            DataInputStream in = bytes.header();
            if (in.readInt() != MAGIC_NUMBER) {
                throw BadProfile.atByte(chunk, "no chunk of a recording begins here");
            }
            in.readInt(); // version
            long size = in.readLong();
            long pools = in.readLong();
            long metadata = in.readLong();
            long startNanos = in.readLong();
            long durationNanos = in.readLong();
            in.readLong(); // start, in ticks
            in.readLong(); // ticks per second
            int flags = in.readInt();
            if (flags >>> STATE_SHIFT != 0) {
                throw BadProfile.atByte(chunk, "a chunk that was never finished");
            }
            if ((flags & COMPRESSED_INTEGERS) == 0) {
                throw BadProfile.atByte(chunk, "a chunk without compressed integers");
            }
            if (size < HEADER_BYTES) {
                throw BadProfile.atByte(chunk, "a chunk of " + size + " bytes");
            }
            return new Header(
                    size, pools, metadata, Instant.EPOCH.plusNanos(startNanos).plusNanos(durationNanos));
        }
    }

    /** A file read forward, with its position. */
    private static final class Bytes implements AutoCloseable {

        private final InputStream in;
        private long position;

        Bytes(InputStream in) {
            this.in = new BufferedInputStream(in, BUFFER_BYTES);
        }

        long position() {
            return position;
        }

        DataInputStream header() throws IOException {
            byte[] bytes = in.readNBytes(HEADER_BYTES);
            position += bytes.length;
            return new DataInputStream(new ByteArrayInputStream(bytes));
        }

        /** Seven bits a byte, lowest first; the ninth byte is whole. */
        long varint() throws IOException {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE - Byte.SIZE; shift += 7) {
                long one = read();
                value |= (one & 0x7f) << shift;
                if (one < 0x80) {
                    return value;
                }
            }
            return value | ((long) read() << (Long.SIZE - Byte.SIZE));
        }

        void skip(long bytes) throws IOException {
            in.skipNBytes(bytes);
            position += bytes;
        }

        private int read() throws IOException {
            int one = in.read();
            if (one < 0) {
                throw new EOFException();
            }
            position++;
            return one;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
