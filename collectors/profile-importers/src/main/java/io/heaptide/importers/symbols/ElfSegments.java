package io.heaptide.importers.symbols;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an ELF file's parts want to be in memory: symbols are named by that address, mappings by the offset in the file, and
 * some linkers let the two differ.
 *
 * <p>System V ABI, chapter 5, "Program Header".
 */
final class ElfSegments {

    private static final int MAGIC = 0x464c457f; // "\x7fELF", little endian
    private static final int HEADER_BYTES = 64;
    private static final int MAX_HEADERS = 1024;
    private static final int LOAD = 1;

    private record Segment(long offset, long address, long bytes) {}

    private final List<Segment> segments;

    private ElfSegments(List<Segment> segments) {
        this.segments = segments;
    }

    /** Those of a file; none where it is no 64-bit little-endian ELF file, as on every usual server. */
    static ElfSegments of(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer header = read(channel, 0, HEADER_BYTES);
            boolean known = header.remaining() == HEADER_BYTES
                    && header.getInt(0) == MAGIC
                    && header.get(4) == 2
                    && header.get(5) == 1;
            return new ElfSegments(known ? segments(channel, header) : List.of());
        }
    }

    /** The address by which symbols know what is at an offset of the file. */
    long address(long fileOffset) {
        for (Segment segment : segments) {
            if (fileOffset >= segment.offset() && fileOffset - segment.offset() < segment.bytes()) {
                return fileOffset - segment.offset() + segment.address();
            }
        }
        return fileOffset;
    }

    private static List<Segment> segments(SeekableByteChannel channel, ByteBuffer header) throws IOException {
        int entryBytes = Short.toUnsignedInt(header.getShort(54));
        int count = Math.min(MAX_HEADERS, Short.toUnsignedInt(header.getShort(56)));
        long at = header.getLong(32);
        if (entryBytes < 56 || at < 0) {
            return List.of();
        }
        ByteBuffer table = read(channel, at, entryBytes * count);
        List<Segment> segments = new ArrayList<>();
        for (int entry = 0; entry + entryBytes <= table.remaining(); entry += entryBytes) {
            if (table.getInt(entry) == LOAD) {
                segments.add(
                        new Segment(table.getLong(entry + 8), table.getLong(entry + 16), table.getLong(entry + 32)));
            }
        }
        return segments;
    }

    private static ByteBuffer read(SeekableByteChannel channel, long at, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(at);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) { // until full or at the end
        }
        return buffer.flip();
    }
}
