package io.heaptide.backtest;

import io.heaptide.backtest.VerdictCsv.Turn;
import io.heaptide.core.DetectorPolicy;
import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.InstanceId;
import io.heaptide.core.SeriesId;
import io.heaptide.core.ServiceScore;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The services of one thread: replays what comes in its queue. */
final class Shard implements Callable<Shard>, ReplayListener {
    /** Batches that may wait: enough that reading and replaying do not wait for each other, few enough to forget. */
    private static final int QUEUED = 8;

    /** Numbers of readings stay below: rows that the end brings come after those that readings brought. */
    private static final long THE_END = 1L << 62;

    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(QUEUED);
    private final Replay replay;
    private final VerdictCsv rows;
    private final Map<String, Integer> services;
    private final Chronicle chronicle;
    private long reading;
    private long step;

    /** @param services all services in the order of their first readings, shared between shards */
    Shard(DetectorPolicy policy, VerdictCsv rows, Map<String, Integer> services, Chronicle chronicle) {
        this.replay = new Replay(policy, this);
        this.rows = rows;
        this.services = services;
        this.chronicle = chronicle;
    }

    /** Hands a batch over; false if there is no room for now. */
    boolean offer(Batch batch) throws InterruptedException {
        return queue.offer(batch, 100, TimeUnit.MILLISECONDS);
    }

    @Override
    public Shard call() throws InterruptedException {
        Batch batch = queue.take();
        while (batch.then() == Batch.Then.MORE) {
            replay(batch);
            batch = queue.take();
        }
        replay(batch);
        if (batch.then() == Batch.Then.THE_END) {
            reading = THE_END;
            replay.finish();
        }
        return this;
    }

    private void replay(Batch batch) {
        for (int i = 0; i < batch.size(); i++) {
            reading = batch.number(i);
            chronicle.read(batch.reading(i), replay.take(batch.reading(i)));
        }
    }

    @Override
    public void changed(Change change) {
        long turn = reading < THE_END ? reading : THE_END + services.getOrDefault(change.service(), 0);
        rows.write(change, new Turn(turn, step++));
    }

    @Override
    public void assessed(InstanceAssessment assessment) {
        chronicle.assessed(assessment);
    }

    @Override
    public void scored(ServiceScore score) {
        chronicle.scored(score);
    }

    @Override
    public void began(InstanceId instance, SeriesId series) {
        chronicle.began(instance);
    }

    @Override
    public void ended(InstanceId instance) {
        chronicle.ended(instance);
    }

    long refused() {
        return replay.refused();
    }

    Chronicle chronicle() {
        return chronicle;
    }
}
