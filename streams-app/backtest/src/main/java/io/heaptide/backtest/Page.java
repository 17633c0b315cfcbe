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
    private final PriorityQueue<Cursor> queue = new PriorityQueue<>(Cursor.BY_TIME);
    private SeriesName lastName = new SeriesName("", "", "", "", false, "");
    private long lastMillis;
    private long shared;

    void add(SeriesName name, Matrix.Points points) {
        if (points.size() > 0) {
            cursors.add(new Cursor(name, points));
        }
    }

    /** All series were added: names are compared once, not at every point. */
    void close() {
        cursors.sort(Cursor.BY_NAME);
        for (int rank = 0; rank < cursors.size(); rank++) {
            cursors.get(rank).rank = rank;
        }
        queue.addAll(cursors);
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
        static final Comparator<Cursor> BY_TIME =
                Comparator.comparingLong(Cursor::atMillis).thenComparingInt(cursor -> cursor.rank);

        /** Of two series with one name the later one comes first: the instance was replaced, and Prometheus still shows both. */
        static final Comparator<Cursor> BY_NAME = Comparator.<Cursor, Boolean>comparing(
                        cursor -> !cursor.name.isLimit())
                .thenComparing(cursor -> cursor.name.service())
                .thenComparing(cursor -> cursor.name.instance())
                .thenComparing(cursor -> cursor.name.metric())
                .thenComparing(cursor -> cursor.name.pool())
                .thenComparing(cursor -> -cursor.points.atMillis(0));

        private final SeriesName name;
        private final Matrix.Points points;
        private int rank;
        private int at;

        Cursor(SeriesName name, Matrix.Points points) {
            this.name = name;
            this.points = points;
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
