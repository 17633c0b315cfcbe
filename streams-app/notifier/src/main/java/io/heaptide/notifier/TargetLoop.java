package io.heaptide.notifier;

import io.heaptide.notifier.Settlement.Postponed;
import io.heaptide.notifier.Settlement.Settled;
import io.heaptide.notifier.TargetHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one target: poll, one message, commit, again. Nothing is sent while a settled offset is uncommitted, so a
 * kill at any instant repeats one message at most.
 */
final class TargetLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetLoop.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_WITHOUT_KAFKA = Duration.ofSeconds(1);

    private final AlertFeed feed;
    private final Courier courier;
    private final InstantSource clock;
    private volatile boolean isClosing;
    private volatile Status status = new Status(State.IDLE, "");
    private volatile int waiting;
    private boolean isKafkaAway;
    private Instant hold = Instant.MIN;

    private record Status(State state, String detail) {}

    TargetLoop(AlertFeed feed, Courier courier, InstantSource clock) {
        this.feed = feed;
        this.courier = courier;
        this.clock = clock;
    }

    @Override
    public void run() {
        try (feed) {
            feed.open();
            report(State.RUNNING, "");
            while (!isClosing) {
                turn();
            }
            report(State.STOPPED, "");
        } catch (InterruptException | DeliveryInterrupted stopping) {
            report(State.STOPPED, "stopped at once; the message in flight may be sent again");
        } catch (RuntimeException fault) {
            fail(fault);
        }
    }

    /** Lets the message in flight finish, then stops. */
    void stop() {
        isClosing = true;
    }

    TargetHealth health() {
        Status now = status;
        return new TargetHealth(courier.target().name(), now.state(), now.detail(), waiting, courier.counts());
    }

    private void turn() {
        try {
            feed.poll(pollWait(clock.instant()));
            feed.commit();
            Instant now = clock.instant();
            if (!hold.isAfter(now)) {
                feed.due(now).ifPresent(this::deliver);
            }
            feed.commit();
            kafkaAnswers();
        } catch (RetriableException | RebalanceInProgressException | CommitFailedException e) {
            waitForKafka(e);
        }
        waiting = feed.size();
    }

    /** Settles the heads of a backlog up to and including the first that the target is asked about. */
    private void deliver(Backlog backlog) {
        boolean contacted = false;
        while (!contacted && !backlog.isEmpty()) {
            Settlement settlement = courier.settle(backlog.head(), backlog.delivered(), backlog.failures());
            contacted = settlement instanceof Postponed postponed
                    ? postpone(backlog, postponed)
                    : settle(backlog, (Settled) settlement);
        }
    }

    private boolean postpone(Backlog backlog, Postponed postponed) {
        backlog.postponeHead(postponed.until());
        if (postponed.wholeTarget()) {
            hold = postponed.until();
        }
        report(State.RETRYING, postponed.reason());
        return true;
    }

    private boolean settle(Backlog backlog, Settled settled) {
        Instant now = clock.instant();
        backlog.settleHead(settled.delivered(), now);
        if (settled.contacted()) {
            hold = now.plus(courier.pace());
            report(State.RUNNING, "");
        }
        return settled.contacted();
    }

    private Duration pollWait(Instant now) {
        Optional<Instant> next = feed.nextTurn().map(turn -> turn.isBefore(hold) ? hold : turn);
        return next.map(turn -> Duration.between(now, turn))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .filter(wait -> wait.compareTo(LONGEST_POLL) < 0)
                .orElse(LONGEST_POLL);
    }

    private void waitForKafka(KafkaException e) {
        String reason = courier.target().redact("Kafka: " + e.getMessage());
        LOG.warn("{} waits: {}", courier.target().name(), reason);
        hold = clock.instant().plus(PAUSE_WITHOUT_KAFKA);
        isKafkaAway = true;
        report(State.RETRYING, reason);
    }

    private void kafkaAnswers() {
        if (isKafkaAway) {
            isKafkaAway = false;
            report(State.RUNNING, "");
        }
    }

    private void fail(RuntimeException fault) {
        String reason = courier.target().redact(fault.getClass().getSimpleName() + ": " + fault.getMessage());
        // the frames without the message: it may quote a URL
        LOG.error("delivery to {} stopped: {} at {}", courier.target().name(), reason, fault.getStackTrace());
        report(State.FAILED, reason);
    }

    private void report(State state, String detail) {
        status = new Status(state, detail);
    }
}
