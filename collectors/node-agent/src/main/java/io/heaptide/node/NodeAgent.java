package io.heaptide.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.heaptide.diagnosis.Diagnosis;
import io.heaptide.diagnosis.DiagnosisConfig;
import io.heaptide.node.identity.ContainerLogs;
import io.heaptide.node.identity.Home;
import io.heaptide.node.identity.Identification;
import io.heaptide.node.kernel.Hierarchies;
import io.heaptide.node.kernel.KernelLog;
import io.heaptide.node.kernel.ProcessFiles;
import io.heaptide.node.kernel.SmallFiles;
import io.heaptide.signals.MappingPolicy;
import io.heaptide.signals.ResourceIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches every cgroup and process of one node, and publishes what they use to Kafka. */
public final class NodeAgent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final Duration REHEARSAL_LOOK = Duration.ofMillis(100);
    private static final int MOST_REHEARSAL_LOOKS = 450;
    private static final Duration STALE = Duration.ofSeconds(30);
    private static final Duration LAST_BEAT_PATIENCE = Duration.ofSeconds(1);

    private final NodeConfig config;
    private final InstantSource clock;
    private final SmallFiles files = new SmallFiles();
    private final NodeWatch watch;
    private final Outbox outbox;
    private final StatusServer status;
    private final List<BeatListener> listeners = new ArrayList<>();
    private final NodeCounters counters = new NodeCounters();
    private Optional<Diagnosis> diagnosis = Optional.empty();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final ScheduledExecutorService ticks =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "heaptide-node-watch"));

    /**
     * @param listeners told of every beat beside Kafka
     */
    NodeAgent(NodeConfig config, List<BeatListener> listeners, InstantSource clock) throws IOException {
        this.config = config;
        this.clock = clock;
        ProcessFiles processes = new ProcessFiles(config.proc(), files, clock.millis());
        Identification identification = new Identification(
                new Home(config.node(), config.cluster()),
                processes,
                new ContainerLogs(config.containerLogs()),
                new ResourceIdentity(MappingPolicy.defaults()));
        Surroundings surroundings = new Surroundings(
                processes, identification, config.sampling(), KernelLog.follow(config.kernelLog()), clock.millis());
        this.watch = new NodeWatch(Hierarchies.find(config.cgroup(), files), surroundings);
        this.status = new StatusServer(config.healthHost(), config.healthPort(), this::status);
        this.outbox =
                new Outbox(config.buffer(), new KafkaLink(config.kafka(), config.topicPartitions(), config.buffer()));
        this.listeners.add(beat -> outbox.offer(Parcel.of(beat)));
        this.listeners.addAll(listeners);
    }

    /** Runs until the process is told to stop. Reads {@code HEAPTIDE_*} variables; see {@code --help}. */
    public static void main(String[] args) {
        if (List.of(args).equals(List.of("--help"))) {
            System.out.print(help());
        } else if (List.of(args).equals(List.of("--rehearse"))) {
            System.exit(run(NodeAgent::rehearse));
        } else if (args.length > 0) {
            System.err.println("unknown argument " + args[0] + ": see --help");
            System.exit(WRONG_USE);
        } else {
            System.exit(run(NodeAgent::watch));
        }
    }

    /** Looks into what nears its limits, too; before it starts. */
    void diagnose(DiagnosisConfig wanted) {
        Diagnosis begun = Diagnosis.start(wanted, event -> outbox.offer(new Parcel(List.of(), List.of(event))), clock);
        diagnosis = Optional.of(begun);
        listeners.add(new DiagnosedNode(begun::observe));
    }

    /** Begins to look. */
    @SuppressWarnings("FutureReturnValueIgnored") // a tick tells its own failure
    void start() {
        long tickMillis = config.sampling().tick().toMillis();
        // from the first full second on, so that common moments fall on a tick
        long delayMillis = tickMillis - Math.floorMod(clock.millis(), tickMillis);
        ticks.scheduleAtFixedRate(this::tick, delayMillis, tickMillis, TimeUnit.MILLISECONDS);
    }

    int healthPort() {
        return status.port();
    }

    /** Stops looking, publishes what is held, within ten seconds. */
    @Override
    public void close() {
        ticks.shutdown();
        try {
            if (!ticks.awaitTermination(LAST_BEAT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                ticks.shutdownNow();
            }
            watch.close();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (IOException stillWatching) {
            LOG.warn("could not stop watching: {}", stillWatching.getMessage());
        }
        diagnosis.ifPresent(Diagnosis::close);
        outbox.close();
        status.close();
    }

    /** What the process is there for. */
    @FunctionalInterface
    private interface Task {
        int run(NodeConfig config) throws IOException, InterruptedException;
    }

    private static int run(Task task) {
        try {
            return task.run(NodeConfig.fromEnvironment(System.getenv(), hostname()));
        } catch (IllegalArgumentException wrongSetting) {
            System.err.println("node-agent: " + wrongSetting.getMessage());
            return WRONG_USE;
        } catch (IOException unwatchable) {
            System.err.println("node-agent: cgroups cannot be watched: " + unwatchable.getMessage());
            return FAILED;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static int watch(NodeConfig config) throws IOException, InterruptedException {
        NodeAgent agent = begin(config);
        Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "heaptide-stop"));
        System.out.printf("node-agent watches %s; health on port %d%n", config.node(), agent.healthPort());
        agent.failed.await();
        return FAILED;
    }

    /** Does what it does for ever until Kafka has taken something or cannot be reached: for the JVM to archive the classes. */
    private static int rehearse(NodeConfig config) throws IOException, InterruptedException {
        try (NodeAgent agent = begin(config.withHealthPort(0))) {
            boolean fault = false;
            for (int look = 0; look < MOST_REHEARSAL_LOOKS && !fault && !agent.outbox.hasTried(); look++) {
                fault = agent.failed.await(REHEARSAL_LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
            return fault ? FAILED : 0;
        }
    }

    private static NodeAgent begin(NodeConfig config) throws IOException {
        NodeAgent agent = new NodeAgent(config, List.of(), InstantSource.system());
        if (DiagnosisConfig.isOn(System.getenv())) {
            agent.diagnose(DiagnosisConfig.from(System.getenv()));
        }
        agent.start();
        return agent;
    }

    private void tick() {
        try {
            NodeBeat beat = watch.beat(clock.millis());
            count(beat);
            listeners.forEach(listener -> tell(listener, beat));
        } catch (RuntimeException fault) {
            LOG.error("the agent ends because of a fault of its own", fault);
            failed.countDown();
            throw fault;
        }
    }

    private void tell(BeatListener listener, NodeBeat beat) {
        try {
            listener.onBeat(beat);
        } catch (RuntimeException theirs) {
            counters.failedListeners.incrementAndGet();
            LOG.warn("{} failed at a beat", listener, theirs);
        }
    }

    private void count(NodeBeat beat) {
        counters.beats.incrementAndGet();
        counters.lastBeatMillis.set(beat.atMillis());
        counters.observations.addAndGet(beat.observations().size());
        counters.events.addAndGet(beat.events().size());
        counters.watchedGroups.set(watch.watchCount());
        counters.refusedGroups.set(watch.refusedGroupCount());
        counters.unnamedKills.set(watch.unnamedKillCount());
        counters.filesRead.set(files.readCount());
    }

    private Status status() {
        Outbox.Counts sent = outbox.counts();
        boolean inTime = clock.millis() - counters.lastBeatMillis.get() < STALE.toMillis();
        return new Status(
                inTime && !outbox.isFailing(),
                config.node(),
                counters.watchedGroups.get(),
                counters.refusedGroups.get(),
                counters.beats.get(),
                counters.failedListeners.get(),
                counters.observations.get(),
                counters.events.get(),
                counters.unnamedKills.get(),
                counters.filesRead.get(),
                sent.held(),
                sent.sent(),
                sent.dropped(),
                sent.refused());
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
        }
    }

    private static String help() {
        try (InputStream text = requireNonNull(NodeAgent.class.getResourceAsStream("help.txt"))) {
            return new String(text.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
