package io.heaptide.clickhouse;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import java.io.IOException;
import java.util.List;

/**
 * One reading of a columnar batch.
 *
 * @param instance whose
 * @param series of what
 * @param sampledAtMillis when, epoch milliseconds
 * @param usedBytes how much
 */
record SampleRow(InstanceRef instance, SeriesRef series, long sampledAtMillis, long usedBytes) {

    static void forEach(MemorySampleBatch batch, TableMapping.RowSink<SampleRow> sink) throws IOException {
        List<Integer> seriesIndex = batch.getSeriesIndex();
        List<Integer> timeOffset = batch.getTimeOffsetMs();
        List<Long> usedBytes = batch.getUsedBytes();
        if (seriesIndex.size() != timeOffset.size() || seriesIndex.size() != usedBytes.size()) {
            throw new UnusableRecord(
                    DropReason.BROKEN_COLUMNS,
                    "columns of " + seriesIndex.size() + ", " + timeOffset.size() + " and " + usedBytes.size()
                            + " values");
        }
        for (int i = 0; i < seriesIndex.size(); i++) {
            SeriesRef series = entry("series", batch.getSeries(), seriesIndex.get(i));
            InstanceRef instance = entry("instances", batch.getInstances(), series.getInstanceIndex());
            sink.accept(new SampleRow(instance, series, batch.getBaseTimeMs() + timeOffset.get(i), usedBytes.get(i)));
        }
    }

    private static <E> E entry(String dictionary, List<E> entries, int index) {
        if (index < 0 || index >= entries.size()) {
            throw new UnusableRecord(
                    DropReason.BROKEN_COLUMNS, "index " + index + " into " + entries.size() + " " + dictionary);
        }
        return entries.get(index);
    }
}
