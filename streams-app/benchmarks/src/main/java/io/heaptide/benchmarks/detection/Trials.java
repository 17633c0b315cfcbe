package io.heaptide.benchmarks.detection;

import io.heaptide.backtest.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;

/** Plays cases to detectors, as many at once as there are processors; what comes out does not depend on how many. */
final class Trials implements AutoCloseable {
    private final List<Method> methods;
    private final Probes probes;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Trials::daemon);
    private final LongAdder readings = new LongAdder();

    Trials(List<Method> methods, Probes probes) {
        this.methods = List.copyOf(methods);
        this.probes = probes;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "trial");
        thread.setDaemon(true); // an interrupted run leaves nobody waiting
        return thread;
    }

    /**
     * Tries a dataset with every method.
     *
     * @param done hears after each case how many are done, and how many readings were played so far
     */
    List<Result> of(Dataset dataset, ObjLongConsumer<Integer> done) throws InterruptedException {
        List<Future<List<Outcome>>> running = dataset.cases().stream()
                .map(each -> workers.submit(() -> tried(each)))
                .toList();
        List<List<Outcome>> byCase = new ArrayList<>();
        for (Future<List<Outcome>> each : running) {
            byCase.add(outcomeOf(each));
            done.accept(byCase.size(), readings());
        }
        return IntStream.range(0, methods.size())
                .mapToObj(method -> new Result(
                        methods.get(method).label(),
                        dataset,
                        byCase.stream().map(outcomes -> outcomes.get(method)).toList()))
                .toList();
    }

    /** Readings played so far. */
    long readings() {
        return readings.sum();
    }

    private static List<Outcome> outcomeOf(Future<List<Outcome>> trial) throws InterruptedException {
        try {
            return trial.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a detector failed", failed.getCause());
        }
    }

    /** One pass over the readings serves all methods. */
    private List<Outcome> tried(Case what) {
        Truth truth = what.truth();
        long[] instants = probes.of(truth, what.name());
        List<Outcome> outcomes = new ArrayList<>();
        List<Detector> detectors = new ArrayList<>();
        for (Method method : methods) {
            Testimony testimony = new Testimony(truth, instants);
            outcomes.add(new Outcome(what, truth, testimony));
            detectors.add(method.begin(what.setting(), testimony));
        }
        what.play(reading -> all(detectors, reading));
        detectors.forEach(Detector::finish);
        outcomes.forEach(outcome -> outcome.said().finish());
        return outcomes;
    }

    private void all(List<Detector> detectors, Reading reading) {
        readings.increment();
        for (Detector detector : detectors) {
            detector.take(reading);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
