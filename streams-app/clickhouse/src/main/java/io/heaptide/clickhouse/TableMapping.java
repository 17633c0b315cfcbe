package io.heaptide.clickhouse;

import io.heaptide.schemas.Topic;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * How a topic's records become a table's rows.
 *
 * @param <T> a record
 * @param <R> what one row is made of
 * @param topic where the records are
 * @param table where the rows go
 * @param columns all columns but {@code row_version}
 * @param rows the rows of one record, in the record's order
 */
record TableMapping<T extends SpecificRecordBase, R>(
        Topic<T> topic, String table, List<Column<R>> columns, RowSource<T, R> rows) {

    /** The rows of one record. */
    interface RowSource<T, R> {
        void forEach(T record, RowSink<R> sink) throws IOException;
    }

    /** Takes one row. */
    interface RowSink<R> {
        void accept(R row) throws IOException;
    }

    /** A mapping of one row a record. */
    static <T extends SpecificRecordBase> TableMapping<T, T> oneToOne(
            Topic<T> topic, String table, List<Column<T>> columns) {
        return new TableMapping<>(topic, table, columns, (record, sink) -> sink.accept(record));
    }

    List<String> columnNames() {
        return Stream.concat(columns.stream().map(Column::name), Stream.of("row_version"))
                .toList();
    }

    /**
     * Writes all rows of a record.
     *
     * @param offset the record's own in Kafka, so that a replay writes the same version of each row
     * @return how many rows there were
     * @throws UnusableRecord if any of them cannot be stored; some may have been written
     */
    int write(T record, long offset, RowOutput out) throws IOException {
        int[] written = {0};
        rows.forEach(record, row -> {
            for (Column<R> column : columns) {
                column.write(out, row);
            }
            out.int64(offset);
            written[0]++;
        });
        return written[0];
    }
}
