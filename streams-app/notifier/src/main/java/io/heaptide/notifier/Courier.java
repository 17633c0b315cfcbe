package io.heaptide.notifier;

import io.heaptide.notifier.AlertTriage.Decision;
import io.heaptide.notifier.Outcome.Accepted;
import io.heaptide.notifier.Outcome.Rejected;
import io.heaptide.notifier.Outcome.Retry;
import io.heaptide.notifier.Settlement.Postponed;
import io.heaptide.notifier.Settlement.Settled;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles one record for one target: sends it, drops it with its reason, or says when to try again. */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Target target;
    private final RetryPolicy retry;
    private final AlertTriage triage;
    private final HttpSender sender;
    private final DeadLetters deadLetters;
    private final InstantSource clock;
    private final Tally tally = new Tally();
    private final RandomGenerator jitter = new SplittableRandom();

    Courier(Target target, RetryPolicy retry, HttpSender sender, DeadLetters deadLetters, InstantSource clock) {
        this.target = target;
        this.retry = retry;
        this.triage = new AlertTriage(target.states(), retry.maxAge());
        this.sender = sender;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /** @param failures attempts at this record so far */
    Settlement settle(ConsumerRecord<byte[], byte[]> record, DeliveredKeys delivered, int failures) {
        Decision decision = triage.decide(record.value(), delivered, clock.instant());
        if (decision instanceof Decision.Drop drop) {
            drop(record, drop.reason(), drop.detail());
            return new Settled(delivered, false);
        }
        return send(record, (Decision.Send) decision, delivered, failures);
    }

    DeliveryCounts counts() {
        return tally.counts();
    }

    Target target() {
        return target;
    }

    Duration pace() {
        return target.channel().format().pace();
    }

    private Settlement send(
            ConsumerRecord<byte[], byte[]> record, Decision.Send send, DeliveredKeys delivered, int failures) {
        Outcome outcome = sender.send(send.alert(), target);
        if (outcome instanceof Accepted) {
            tally.countDelivered();
            LOG.info("{} took {}", target.name(), send.key().value());
            return new Settled(delivered.with(send.key()), true);
        }
        if (outcome instanceof Rejected rejected) {
            drop(record, DropReason.REJECTED, rejected.reason());
            return new Settled(delivered, true);
        }
        return postponed((Retry) outcome, send.key(), failures + 1);
    }

    private Postponed postponed(Retry outcome, IdempotencyKey key, int failures) {
        tally.countRetry();
        Duration delay = retry.delay(failures, outcome.notBefore(), jitter);
        LOG.warn(
                "{} did not take {}, attempt {}, next in {}: {}",
                target.name(),
                key.value(),
                failures,
                delay,
                outcome.reason());
        return new Postponed(clock.instant().plus(delay), outcome.notBefore().isPresent(), outcome.reason());
    }

    private void drop(ConsumerRecord<byte[], byte[]> record, DropReason reason, String detail) {
        if (reason.isFailure()) {
            LOG.warn(
                    "{} misses offset {} of partition {}: {} {}",
                    target.name(),
                    record.offset(),
                    record.partition(),
                    reason.code(),
                    detail);
            deadLetters.keep(record, reason, target.name() + ": " + detail);
        }
        tally.countDropped(reason);
    }
}
