package io.heaptide.benchmarks.detection;

import io.heaptide.backtest.Reading;
import java.util.List;
import java.util.function.Consumer;

/** One labelled instance of a recording. */
record RecordedCase(RecordedLabel label, Setting setting, Truth truth, List<Reading> readings) implements Case {
    RecordedCase {
        readings = List.copyOf(readings);
    }

    String service() {
        return label.service();
    }

    String instance() {
        return label.instance();
    }

    @Override
    public String name() {
        return service() + "/" + instance();
    }

    @Override
    public String shape() {
        return label.label();
    }

    /** The signal that was recorded first names what measured it. */
    @Override
    public String runtime() {
        String metric = readings.get(0).metric();
        int dot = metric.indexOf('.');
        return dot < 0 ? metric : metric.substring(0, dot);
    }

    @Override
    public void play(Consumer<Reading> to) {
        readings.forEach(to);
    }
}
