package io.heaptide.backtest;

import io.heaptide.core.DetectorPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Replays on several threads, a service on one of them; the rows are those of a single thread, in its order. */
final class ParallelReplay implements AutoCloseable {
    private final List<Shard> shards = new ArrayList<>();
    private final List<Batch> open = new ArrayList<>();
    private final List<Future<Shard>> running = new ArrayList<>();
    private final Map<String, Integer> services = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private final Interruption interruption;
    private long readings;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis;

    /** @param recorded instances whose readings are kept for plots, 0 for none */
    ParallelReplay(DetectorPolicy policy, int threads, VerdictCsv rows, int recorded, Interruption interruption) {
        this.threads = Executors.newFixedThreadPool(threads);
        this.interruption = interruption;
        for (int i = 0; i < threads; i++) {
            Chronicle chronicle = new Chronicle(policy.pane(), recorded / threads);
            shards.add(new Shard(policy, rows, services, chronicle));
            open.add(new Batch(Batch.Then.MORE));
        }
    }

    /** Replays everything, or until it is interrupted. */
    Told run(Readings source, ProgressBar bar) throws IOException {
        shards.forEach(shard -> running.add(threads.submit(shard)));
        boolean whole = readAll(source, bar);
        interruption.readingIsOver();
        Batch.Then then = whole ? Batch.Then.THE_END : Batch.Then.NOTHING_FOR_WE_WERE_STOPPED;
        try {
            for (int i = 0; i < shards.size(); i++) {
                hand(i, open.get(i));
                hand(i, new Batch(then));
            }
            return told(whole);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException("interrupted while the last readings were replayed", stopping);
        }
    }

    private boolean readAll(Readings source, ProgressBar bar) throws IOException {
        try {
            Optional<Reading> next = source.next();
            while (next.isPresent() && !interruption.isAsked()) {
                take(next.get());
                bar.show(source.share(), readings);
                next = source.next();
            }
            return next.isEmpty();
        } catch (InterruptedIOException | InterruptedException stopping) {
            return false;
        }
    }

    private void take(Reading reading) throws InterruptedException {
        readings++;
        firstMillis = Math.min(firstMillis, reading.atMillis());
        lastMillis = Math.max(lastMillis, reading.atMillis());
        int index = shardOf(reading.service());
        if (open.get(index).add(reading, readings)) {
            hand(index, open.get(index));
            open.set(index, new Batch(Batch.Then.MORE));
        }
    }

    private int shardOf(String service) {
        Integer known = services.get(service);
        int index = known == null ? services.size() : known;
        if (known == null) {
            services.put(service, index);
        }
        return index % shards.size();
    }

    private void hand(int shard, Batch batch) throws InterruptedException {
        while (!shards.get(shard).offer(batch)) {
            if (running.get(shard).isDone()) {
                result(running.get(shard));
            }
        }
    }

    private Told told(boolean whole) throws InterruptedException {
        Told told = new Told(readings, firstMillis, lastMillis, whole);
        for (Future<Shard> one : running) {
            told.add(result(one));
        }
        return told;
    }

    private static Shard result(Future<Shard> shard) throws InterruptedException {
        try {
            return shard.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a replaying thread failed", failed.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
