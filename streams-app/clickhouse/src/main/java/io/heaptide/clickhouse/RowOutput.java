package io.heaptide.clickhouse;

import com.clickhouse.client.api.data_formats.RowBinaryFormatSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows in memory, in ClickHouse's RowBinary; refuses values that their column cannot hold. */
final class RowOutput {

    // Retention turns times into 32-bit seconds, which end in 2106; nothing real was measured before this century
    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    private final Rows rows = new Rows();
    private final RowBinaryFormatSerializer binary = new RowBinaryFormatSerializer(rows);

    /** Writes one value of a list. */
    interface ElementWriter<E> {
        void write(RowOutput out, E element) throws IOException;
    }

    static boolean isPlausible(long epochMillis) {
        return epochMillis >= EARLIEST && epochMillis < LATEST;
    }

    int size() {
        return rows.size();
    }

    /** Forgets everything written after the given size. */
    void truncate(int size) {
        rows.truncate(size);
    }

    void copyTo(OutputStream out) throws IOException {
        rows.writeTo(out);
    }

    void digestInto(MessageDigest digest) {
        rows.digestInto(digest);
    }

    void text(String value) throws IOException {
        binary.writeString(value);
    }

    void bytes(ByteBuffer value) throws IOException {
        byte[] copy = new byte[value.remaining()];
        value.duplicate().get(copy);
        binary.writeString(copy);
    }

    void uint32(String column, int value) throws IOException {
        refuseNegative(column, value);
        binary.writeInt32(value);
    }

    void int32(int value) throws IOException {
        binary.writeInt32(value);
    }

    void uint64(String column, long value) throws IOException {
        refuseNegative(column, value);
        binary.writeInt64(value);
    }

    void int64(long value) throws IOException {
        binary.writeInt64(value);
    }

    void float64(double value) throws IOException {
        binary.writeFloat64(value);
    }

    void flag(boolean value) throws IOException {
        binary.writeBool(value);
    }

    /** A {@code DateTime64(3)}: its binary form is the milliseconds themselves. */
    void time(String column, long epochMillis) throws IOException {
        if (!isPlausible(epochMillis)) {
            throw new UnusableRecord(DropReason.IMPLAUSIBLE_TIME, column + " is " + epochMillis + " ms");
        }
        binary.writeInt64(epochMillis);
    }

    /** The mark before a nullable value; returns whether the value itself must follow. */
    boolean present(@Nullable Object value) throws IOException {
        if (value == null) {
            binary.writeNull();
            return false;
        }
        binary.writeNotNull();
        return true;
    }

    <E> void list(List<E> elements, ElementWriter<E> writer) throws IOException {
        RowBinaryFormatSerializer.writeSize(rows, elements.size());
        for (E element : elements) {
            writer.write(this, element);
        }
    }

    void map(Map<String, String> entries) throws IOException {
        RowBinaryFormatSerializer.writeSize(rows, entries.size());
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            binary.writeString(entry.getKey());
            binary.writeString(entry.getValue());
        }
    }

    private static void refuseNegative(String column, long value) {
        if (value < 0) {
            throw new UnusableRecord(DropReason.NEGATIVE_VALUE, column + " is " + value);
        }
    }

    /** A growing array that can also shrink and be digested without a copy. */
    private static final class Rows extends ByteArrayOutputStream {

        Rows() {
            super(1 << 12);
        }

        synchronized void truncate(int size) {
            count = Math.min(count, size);
        }

        synchronized void digestInto(MessageDigest digest) {
            digest.update(buf, 0, count);
        }
    }
}
