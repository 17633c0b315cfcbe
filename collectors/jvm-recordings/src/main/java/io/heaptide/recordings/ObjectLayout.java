package io.heaptide.recordings;

import java.util.List;

/**
 * How HotSpot lays objects out: what no file says, and every size depends on.
 *
 * @param headerBytes of an object
 * @param referenceBytes of a reference
 */
public record ObjectLayout(int headerBytes, int referenceBytes) {

    /** As nearly every JVM runs: below 32 GiB of heap. */
    public static final ObjectLayout COMPRESSED = new ObjectLayout(12, 4);

    /** Every layout of a 64-bit HotSpot, the roomiest first: plain, compressed in part and in full, compact headers. */
    public static final List<ObjectLayout> CANDIDATES =
            List.of(new ObjectLayout(16, 8), new ObjectLayout(12, 8), COMPRESSED, new ObjectLayout(8, 4));

    private static final int LENGTH_BYTES = 4;
    private static final int ALIGNMENT_BYTES = 8;

    /** What an instance occupies whose fields take that much. */
    public long instanceBytes(long fieldBytes) {
        return aligned(headerBytes + fieldBytes);
    }

    /** What an array of that type, as the JVM calls it, occupies. */
    public long arrayBytes(String type, long elements) {
        return arrayBytes(elementBytes(type), elements);
    }

    /** What an array of elements of that size occupies. */
    public long arrayBytes(int elementBytes, long elements) {
        return aligned(headerBytes + LENGTH_BYTES + elements * elementBytes);
    }

    private int elementBytes(String type) {
        return switch (type.length() > 1 ? type.charAt(1) : 'L') {
            case 'Z', 'B' -> 1;
            case 'C', 'S' -> 2;
            case 'I', 'F' -> 4;
            case 'J', 'D' -> 8;
            default -> referenceBytes;
        };
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    }
}
