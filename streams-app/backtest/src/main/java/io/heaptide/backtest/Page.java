package io.heaptide.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** One page of series, merged by time: limits before the usage they bind, then in the order of the series. */
final class Page {
    private final List<Cursor> cursors = new ArrayList<>();
    private final PriorityQueue<Cursor> queue = new PriorityQueue<>(Cursor.ORDER);
    private SeriesName lastName = new SeriesName("", "", "", "", false, "");
    private long lastMillis;
    private long shared;

    void add(SeriesName name, Matrix.Points points) {
        if (points.size() > 0) {
            Cursor cursor = new Cursor(name, points, cursors.size());
            cursors.add(cursor);
            queue.add(cursor);
        }
    }

    Optional<Reading> next() {
        Optional<Reading> reading = Optional.empty();
        while (reading.isEmpty() && !queue.isEmpty()) {
            Cursor cursor = queue.remove();
            if (cursor.name.equals(lastName) && cursor.atMillis() == lastMillis) {
                shared++;
            } else {
                reading = Optional.of(cursor.reading());
                lastName = cursor.name;
                lastMillis = cursor.atMillis();
            }
            if (cursor.advance()) {
                queue.add(cursor);
            }
        }
        return reading;
    }

    /** Points left out because another series of the same name had one at the same time. */
    long shared() {
        return shared;
    }

    /** A place in one series. */
    private static final class Cursor {
        /** Of two series with one name the later one comes first: the instance was replaced, and Prometheus still shows both. */
        static final Comparator<Cursor> ORDER = Comparator.comparingLong(Cursor::atMillis)
                .thenComparing(cursor -> !cursor.name.isLimit())
                .thenComparing(cursor -> cursor.name.service())
                .thenComparing(cursor -> cursor.name.instance())
                .thenComparing(cursor -> cursor.name.metric())
                .thenComparing(cursor -> cursor.name.pool())
                .thenComparing(cursor -> -cursor.points.atMillis(0))
                .thenComparingInt(cursor -> cursor.index);

        private final SeriesName name;
        private final Matrix.Points points;
        private final int index;
        private int at;

        Cursor(SeriesName name, Matrix.Points points, int index) {
            this.name = name;
            this.points = points;
            this.index = index;
        }

        long atMillis() {
            return points.atMillis(at);
        }

        boolean advance() {
            at++;
            return at < points.size();
        }

        Reading reading() {
            return new Reading(
                    atMillis(),
                    name.service(),
                    name.instance(),
                    name.metric(),
                    name.pool(),
                    Math.round(points.value(at)),
                    OptionalLong.empty(),
                    name.version());
        }
    }
}
