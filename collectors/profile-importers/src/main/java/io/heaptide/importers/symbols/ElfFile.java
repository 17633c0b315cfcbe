package io.heaptide.importers.symbols;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where an ELF file's parts want to be in memory, and which build it is of. Symbols are named by that address, mappings by
 * the offset in the file, and some linkers let the two differ.
 *
 * <p>System V ABI, chapter 5, "Program Header" and "Note Section"; the build-id's note is the GNU linker's.
 */
final class ElfFile {

    private static final int MAGIC = 0x464c457f; // "\x7fELF", little endian
    private static final int HEADER_BYTES = 64;
    private static final int MAX_HEADERS = 1024;
    private static final int LOAD = 1;
    private static final int NOTE = 4;

    private static final int MAX_NOTES_BYTES = 64 << 10;
    private static final int NOTE_HEADER_BYTES = 12;
    private static final int BUILD_ID = 3;
    private static final String GNU = "GNU\0";

    private record Segment(int type, long offset, long address, long bytes) {}

    private final List<Segment> segments;
    private final Optional<String> buildId;

    private ElfFile(List<Segment> segments, Optional<String> buildId) {
        this.segments = segments;
        this.buildId = buildId;
    }

    /** Reads a file's headers; nothing is known of what is no 64-bit little-endian ELF file, as on every usual server. */
    static ElfFile of(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer header = read(channel, 0, HEADER_BYTES);
            boolean known = header.remaining() == HEADER_BYTES
                    && header.getInt(0) == MAGIC
                    && header.get(4) == 2
                    && header.get(5) == 1;
            List<Segment> segments = known ? segments(channel, header) : List.of();
            return new ElfFile(segments, buildId(channel, segments));
        }
    }

    /** The address by which symbols know what is at an offset of the file. */
    long address(long fileOffset) {
        for (Segment segment : segments) {
            if (segment.type() == LOAD
                    && fileOffset >= segment.offset()
                    && fileOffset - segment.offset() < segment.bytes()) {
                return fileOffset - segment.offset() + segment.address();
            }
        }
        return fileOffset + shift();
    }

    /** In hexadecimal digits, if the linker gave it one. */
    Optional<String> buildId() {
        return buildId;
    }

    /** Debug files have the addresses of all parts, but the offset of the first alone: linkers mostly keep all in step with it. */
    private long shift() {
        return segments.stream()
                .filter(segment -> segment.type() == LOAD)
                .min(Comparator.comparingLong(Segment::address))
                .map(first -> first.address() - first.offset())
                .orElse(0L);
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
            segments.add(new Segment(
                    table.getInt(entry),
                    table.getLong(entry + 8),
                    table.getLong(entry + 16),
                    table.getLong(entry + 32)));
        }
        return segments;
    }

    private static Optional<String> buildId(SeekableByteChannel channel, List<Segment> segments) throws IOException {
        for (Segment segment : segments) {
            if (segment.type() == NOTE && segment.offset() >= 0) {
                int bytes = (int) Math.max(0, Math.min(MAX_NOTES_BYTES, segment.bytes()));
                Optional<String> id = buildId(read(channel, segment.offset(), bytes));
                if (id.isPresent()) {
                    return id;
                }
            }
        }
        return Optional.empty();
    }

    /** Each note: the lengths of its name and of its content, its type, both padded to four bytes. */
    private static Optional<String> buildId(ByteBuffer notes) {
        while (notes.remaining() >= NOTE_HEADER_BYTES) {
            int nameBytes = notes.getInt();
            int contentBytes = notes.getInt();
            int type = notes.getInt();
            if (nameBytes < 0
                    || contentBytes < 0
                    || (long) padded(nameBytes) + padded(contentBytes) > notes.remaining()) {
                return Optional.empty();
            }
            byte[] name = new byte[padded(nameBytes)];
            byte[] content = new byte[padded(contentBytes)];
            notes.get(name).get(content);
            if (type == BUILD_ID && GNU.equals(new String(name, US_ASCII))) {
                return Optional.of(HexFormat.of().formatHex(content, 0, contentBytes));
            }
        }
        return Optional.empty();
    }

    private static int padded(int bytes) {
        return Math.min(bytes, MAX_NOTES_BYTES) + 3 & ~3;
    }

    private static ByteBuffer read(SeekableByteChannel channel, long at, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (at < channel.size()) {
            channel.position(at);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) { // until full or at the end
            }
        }
        return buffer.flip();
    }
}
