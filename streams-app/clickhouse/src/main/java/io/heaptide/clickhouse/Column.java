package io.heaptide.clickhouse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column by name, and how to write a row's value of it.
 *
 * @param name as in the table
 * @param writer writes exactly one value of the column's type
 */
record Column<R>(String name, RowOutput.ElementWriter<R> writer) {

    static <R> Column<R> text(String name, Function<R, String> value) {
        return new Column<>(name, (out, row) -> out.text(value.apply(row)));
    }

    /** An enum's constant in lower snake case, or the empty string. */
    static <R> Column<R> code(String name, Function<R, ? extends @Nullable Enum<?>> value) {
        return new Column<>(name, (out, row) -> out.text(lowerCase(value.apply(row))));
    }

    static <R> Column<R> uint32(String name, ToIntFunction<R> value) {
        return new Column<>(name, (out, row) -> out.uint32(name, value.applyAsInt(row)));
    }

    static <R> Column<R> uint64(String name, ToLongFunction<R> value) {
        return new Column<>(name, (out, row) -> out.uint64(name, value.applyAsLong(row)));
    }

    static <R> Column<R> float64(String name, ToDoubleFunction<R> value) {
        return new Column<>(name, (out, row) -> out.float64(value.applyAsDouble(row)));
    }

    static <R> Column<R> flag(String name, Predicate<R> value) {
        return new Column<>(name, (out, row) -> out.flag(value.test(row)));
    }

    static <R> Column<R> time(String name, ToLongFunction<R> epochMillis) {
        return new Column<>(name, (out, row) -> out.time(name, epochMillis.applyAsLong(row)));
    }

    /** A nullable time; the wire says 0 where it is unknown. */
    static <R> Column<R> knownTime(String name, ToLongFunction<R> epochMillis) {
        return new Column<>(name, (out, row) -> {
            long value = epochMillis.applyAsLong(row);
            if (out.present(value == 0 ? null : value)) {
                out.time(name, value);
            }
        });
    }

    static <R> Column<R> optionalFloat64(String name, Function<R, @Nullable Double> value) {
        return new Column<>(name, (out, row) -> {
            Double found = value.apply(row);
            if (out.present(found) && found != null) {
                out.float64(found);
            }
        });
    }

    static <R> Column<R> optionalUint64(String name, Function<R, @Nullable Long> value) {
        return new Column<>(name, (out, row) -> {
            Long found = value.apply(row);
            if (out.present(found) && found != null) {
                out.uint64(name, found);
            }
        });
    }

    static <R> Column<R> optionalBytes(String name, Function<R, @Nullable ByteBuffer> value) {
        return new Column<>(name, (out, row) -> {
            ByteBuffer found = value.apply(row);
            if (out.present(found) && found != null) {
                out.bytes(found);
            }
        });
    }

    static <R> Column<R> labels(String name, Function<R, Map<String, String>> value) {
        return new Column<>(name, (out, row) -> out.map(value.apply(row)));
    }

    /** A column of several values; one of tuples writes each tuple's parts in turn. */
    static <R, E> Column<R> list(String name, Function<R, List<E>> value, RowOutput.ElementWriter<E> element) {
        return new Column<>(name, (out, row) -> out.list(value.apply(row), element));
    }

    /** The same column of rows that hold this one's row as a part. */
    <S> Column<S> within(Function<S, R> part) {
        return new Column<>(name, (out, row) -> write(out, part.apply(row)));
    }

    void write(RowOutput out, R row) throws IOException {
        writer.write(out, row);
    }

    private static String lowerCase(@Nullable Enum<?> constant) {
        return constant == null ? "" : constant.name().toLowerCase(Locale.ROOT);
    }
}
