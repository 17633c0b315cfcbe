package io.heaptide.node.identity;

import io.heaptide.node.kernel.ProcessFiles;
import io.heaptide.node.kernel.ProcessStat;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.signals.Identity;
import io.heaptide.signals.ResourceIdentity;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes an instance of a cgroup or a process: collects resource attributes as an OpenTelemetry SDK inside it would, and has
 * {@link ResourceIdentity} decide, so that the gateway's series of the same container meet those of this agent.
 */
public final class Identification {

    /** A container is watched without its name from this age on: the kubelet links its log within a second. */
    private static final Duration NAME_PATIENCE = Duration.ofSeconds(5);

    /** The longest life of a process that is still being set up: a runtime's own program runs before the container's. */
    private static final Duration SETTLING = Duration.ofMillis(1500);

    /** The program that holds a pod's namespaces, in every distribution: it never leaks and is not the pod's service. */
    private static final String SANDBOX = "pause";

    private static final int SHORT_ID = 12;

    private final Home home;
    private final ProcessFiles processes;
    private final ContainerLogs containers;
    private final ResourceIdentity identities;
    private final RequestGuess requests;

    public Identification(Home home, ProcessFiles processes, ContainerLogs containers, ResourceIdentity identities) {
        this.home = home;
        this.processes = processes;
        this.containers = containers;
        this.identities = identities;
        this.requests = new RequestGuess(processes);
    }

    /** The instance that a whole group is, told by its oldest process; empty while that cannot be said yet, or is never. */
    public Optional<Identified> ofGroup(String group, Place place, ProcessStat main, long nowMillis) {
        Optional<ContainerName> name = containers.find(place.containerId(), nowMillis);
        long ageMillis = nowMillis - processes.bornMillis(main);
        boolean mayBeNamedYet = !place.podUid().isEmpty() && name.isEmpty() && ageMillis < NAME_PATIENCE.toMillis();
        if (ageMillis < SETTLING.toMillis() || mayBeNamedYet || isSandbox(place, main)) {
            return Optional.empty();
        }
        Environment environment = new Environment(processes.environment(main.pid()));
        Map<String, String> attributes = ofProcess(environment, main);
        if (!place.podUid().isEmpty()) {
            addPod(attributes, place, environment, name);
        }
        addGroup(attributes, place, group);
        String incarnation = place.containerId().isEmpty() ? birth(main) : place.containerId();
        return identified(attributes, environment, main, incarnation)
                .map(instance -> new Identified(instance, requests.of(place, environment, main)));
    }

    /** The instance that one process is by itself. */
    public Optional<Identified> ofProcess(ProcessStat process, long nowMillis) {
        if (nowMillis - processes.bornMillis(process) < SETTLING.toMillis()) {
            return Optional.empty();
        }
        Environment environment = new Environment(processes.environment(process.pid()));
        return identified(ofProcess(environment, process), environment, process, birth(process))
                .map(instance -> new Identified(instance, OptionalLong.empty()));
    }

    private Map<String, String> ofProcess(Environment environment, ProcessStat process) {
        Map<String, String> attributes = new HashMap<>(environment.attributes());
        String executable = processes.executable(process.pid());
        attributes.putIfAbsent("process.executable.name", executable.isEmpty() ? process.name() : executable);
        attributes.putIfAbsent("process.pid", Integer.toString(process.pid()));
        attributes.putIfAbsent("host.name", home.node());
        return attributes;
    }

    private void addPod(
            Map<String, String> attributes, Place place, Environment environment, Optional<ContainerName> name) {
        attributes.putIfAbsent("k8s.node.name", home.node());
        if (!home.cluster().isEmpty()) {
            attributes.putIfAbsent("k8s.cluster.name", home.cluster());
        }
        attributes.put("k8s.pod.uid", place.podUid());
        name.ifPresent(known -> {
            attributes.put("k8s.namespace.name", known.namespace());
            attributes.put("k8s.pod.name", known.pod());
            attributes.put("k8s.container.name", known.container());
        });
        String hostname = environment.hostname();
        if (!hostname.isEmpty() && !hostname.equals(home.node())) { // a pod on the host's network has the host's name
            attributes.putIfAbsent("k8s.pod.name", hostname);
        }
    }

    private void addGroup(Map<String, String> attributes, Place place, String group) {
        if (!place.containerId().isEmpty()) {
            attributes.put("container.id", place.containerId());
            if (!place.podUid().isEmpty() && !attributes.containsKey("k8s.container.name")) {
                // the uid alone would make one instance of all containers of the pod
                attributes.putIfAbsent(
                        "service.instance.id",
                        place.podUid() + "/" + place.containerId().substring(0, SHORT_ID));
            }
            return;
        }
        attributes.putIfAbsent("service.instance.id", home.node() + ":" + group);
        if (!place.unit().isEmpty()) {
            attributes.putIfAbsent("service.name", place.unit());
        }
    }

    /**
     * Who names its instance itself tells its lives itself, too: a second opinion on when they begin would split them with
     * every reading.
     */
    private Optional<InstanceRef> identified(
            Map<String, String> attributes, Environment environment, ProcessStat main, String incarnation) {
        boolean namesItself = environment.attributes().containsKey("service.instance.id");
        if (!(identities.of(attributes) instanceof Identity.Known known)) {
            return Optional.empty();
        }
        InstanceRef.Builder instance = InstanceRef.newBuilder(known.instance());
        return Optional.of(
                namesItself
                        ? instance.setIncarnation("").setStartedAtMs(0).build()
                        : instance.setIncarnation(incarnation)
                                .setStartedAtMs(Math.max(0, processes.bornMillis(main)))
                                .build());
    }

    private static boolean isSandbox(Place place, ProcessStat main) {
        return !place.podUid().isEmpty() && main.name().equals(SANDBOX);
    }

    /** Names a process for as long as the machine is up; its time of birth would move with every correction of the clock. */
    private static String birth(ProcessStat process) {
        return process.pid() + "-" + process.startTicks();
    }
}
