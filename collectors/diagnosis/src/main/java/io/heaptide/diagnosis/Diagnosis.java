package io.heaptide.diagnosis;

import io.heaptide.diagnosis.capture.CaptureFailed;
import io.heaptide.diagnosis.capture.CaptureKind;
import io.heaptide.schemas.DiagnosisRequest;
import io.heaptide.schemas.DiagnosisTrigger;
import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.LifecycleEvent;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's diagnoses. Whoever reads the node's memory tells each reading; an instance that nears its request or limit, that
 * an alert names as first to die, or that somebody asks for, is looked into, one at a time, and what is found is published.
 * Once a day one instance of each service is told, whatever it does.
 *
 * <p>Every cause is first written to Kafka as a request. Its order there settles what is within a service's daily budget, for
 * all nodes alike and also after a restart.
 */
public final class Diagnosis implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Diagnosis.class);

    /** Instances that wait while another one is looked into; each takes a minute, and what waits longer has died. */
    private static final int WAITING = 8;

    private static final int REMEMBERED_INCIDENTS = 1000;

    private static final long IDLE_SECONDS = 10;

    /** For a capture to take back what it has begun. */
    private static final long CLOSING_SECONDS = 7;

    private final DiagnosisPolicy policy;
    private final InstantSource clock;
    private final Instant began;
    private final Capturing capturing;
    private final DiagnosisCounters counters = new DiagnosisCounters();
    private final Watchlist watchlist;
    private final RequestBook book;
    private final Outcomes outcomes;
    private final String kafka;
    private final Inbox inbox;
    private final DailySnapshots daily = new DailySnapshots(); // only the thread that observes touches it
    private final Set<String> incidents = new LinkedHashSet<>(); // only the inbox's thread touches it
    private final ThreadPoolExecutor asking = oneAfterTheOther("heaptide-diagnosis-requests");
    private final ThreadPoolExecutor looking = oneAfterTheOther("heaptide-diagnosis");

    private Diagnosis(
            DiagnosisConfig config, Capturing capturing, Consumer<LifecycleEvent> events, InstantSource clock) {
        this.policy = config.policy();
        this.clock = clock;
        this.began = clock.instant();
        this.capturing = capturing;
        this.watchlist = new Watchlist(policy);
        this.book = new RequestBook(policy);
        this.outcomes = new Outcomes(events, clock, counters);
        this.kafka = config.kafka();
        this.inbox = new Inbox(config.kafka(), clock, this::rule, this::consider, counters);
    }

    /**
     * Begins; nothing is looked into before Kafka can be read.
     *
     * @param events takes what became of each diagnosis, at once
     */
    public static Diagnosis start(DiagnosisConfig config, Consumer<LifecycleEvent> events, InstantSource clock) {
        return start(config, new CaptureProcess(config), events, clock);
    }

    /** On a thread that lives only while there is something to do. */
    private static ThreadPoolExecutor oneAfterTheOther(String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    static Diagnosis start(
            DiagnosisConfig config, Capturing capturing, Consumer<LifecycleEvent> events, InstantSource clock) {
        Diagnosis diagnosis = new Diagnosis(config, capturing, events, clock);
        diagnosis.inbox.start();
        return diagnosis;
    }

    /** Takes a reading of an instance on this node, on one thread. Returns at once. */
    public void observe(Target target, MemoryReading reading) {
        watchlist.observe(target, reading).ifPresent(reason -> ask(target, DiagnosisTrigger.PRESSURE, reason));
        if (policy.snapshotsPerDay() > 0 && daily.isTurn(target.key(), reading.at())) {
            ask(target, DiagnosisTrigger.SCHEDULED, "daily snapshot");
        }
    }

    /** What happened so far. */
    public DiagnosisCounters counters() {
        return counters;
    }

    private void ask(Target target, DiagnosisTrigger trigger, String reason) {
        if (!book.hasRoom(target.key().service(), Purse.of(trigger), clock.instant())) {
            if (trigger != DiagnosisTrigger.SCHEDULED) { // of which another instance has told
                outcomes.refused(target.instance(), reason, "the captures of this service and day are spent");
            }
            return;
        }
        counters.ask();
        DiagnosisRequest request = DiagnosisRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setServiceNamespace(target.key().serviceNamespace())
                .setServiceName(target.key().serviceName())
                .setServiceInstanceId(target.key().instanceId())
                .setTrigger(trigger)
                .setAtMs(clock.millis())
                .setReason(reason)
                .build();
        try {
            asking.execute(() -> send(target, request));
        } catch (RejectedExecutionException busy) {
            outcomes.failed(target.instance(), reason, WAITING + " other requests wait for Kafka");
        }
    }

    private void send(Target target, DiagnosisRequest request) {
        try {
            RequestLog.ask(kafka, request);
        } catch (IOException unreachable) {
            outcomes.failed(target.instance(), request.getReason(), String.valueOf(unreachable.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void consider(LeakAlert alert) {
        LeakScore score = alert.getScore();
        InstanceKey key = new InstanceKey(score.getServiceNamespace(), score.getServiceName(), score.getFirstToDie());
        Optional<Target> target = watchlist.find(key);
        boolean open = alert.getState() != IncidentState.RESOLVED;
        if (target.isPresent() && open && !incidents.contains(alert.getIncidentId())) {
            policy.nearing(secondsToLimit(score)).ifPresent(reason -> {
                remember(alert.getIncidentId());
                ask(target.get(), DiagnosisTrigger.TIME_TO_LIMIT, reason);
            });
        }
    }

    private static OptionalDouble secondsToLimit(LeakScore score) {
        Double low = score.getTimeToLimitLowSeconds();
        return low == null ? OptionalDouble.empty() : OptionalDouble.of(low);
    }

    private void remember(String incident) {
        if (incidents.size() == REMEMBERED_INCIDENTS) {
            incidents.remove(incidents.iterator().next());
        }
        incidents.add(incident);
    }

    private void rule(DiagnosisRequest request) {
        Ruling ruling = book.enter(request, clock.instant());
        Optional<Target> target = watchlist.find(InstanceKey.of(request));
        // what was asked before this agent began was an earlier one's to answer: it only counts
        boolean isNew = !Instant.ofEpochMilli(request.getAtMs()).isBefore(began);
        if (target.isPresent() && isNew) {
            act(ruling, target.get(), request);
        }
    }

    private void act(Ruling ruling, Target target, DiagnosisRequest request) {
        boolean isScheduled = request.getTrigger() == DiagnosisTrigger.SCHEDULED;
        if (ruling.kind() == Ruling.Kind.GRANTED) {
            submit(target, request);
        } else if (ruling.kind() == Ruling.Kind.OVER_BUDGET && !isScheduled) {
            outcomes.refused(target.instance(), request.getReason(), ruling.reason());
        } else {
            LOG.debug("{}: {}", InstanceKey.of(request), ruling.reason());
        }
    }

    private static CaptureKind kind(DiagnosisRequest request) {
        if (request.getTrigger() == DiagnosisTrigger.SCHEDULED) {
            return CaptureKind.SNAPSHOT;
        }
        return request.getHeapDump() ? CaptureKind.HEAP_DUMP : CaptureKind.GROWTH;
    }

    private void submit(Target target, DiagnosisRequest request) {
        try {
            looking.execute(() -> look(target, request));
        } catch (RejectedExecutionException busy) {
            outcomes.refused(
                    target.instance(), request.getReason(), WAITING + " others wait to be looked into on this node");
        }
    }

    private void look(Target target, DiagnosisRequest request) {
        LOG.info("looking into {}: {}", target.key(), request.getReason());
        try {
            String found = capturing.look(target.instance(), target.pids(), kind(request));
            outcomes.captured(target.instance(), request.getReason(), found);
        } catch (CaptureFailed failed) {
            if (kind(request) == CaptureKind.SNAPSHOT) { // most programs have no profiler, every day
                LOG.debug("{} has no snapshot: {}", target.key(), failed.getMessage());
            } else {
                outcomes.failed(target.instance(), request.getReason(), String.valueOf(failed.getMessage()));
            }
        } catch (InterruptedException stopping) {
            outcomes.failed(target.instance(), request.getReason(), "the agent stops");
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.error("diagnosis of {} broke", target.key(), bug);
            outcomes.failed(target.instance(), request.getReason(), bug.toString());
        }
    }

    /** Breaks off what goes on, leaving nothing behind, within seconds. */
    @Override
    public void close() {
        inbox.close();
        asking.shutdownNow();
        looking.shutdownNow();
        try {
            if (!looking.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a diagnosis does not end");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
