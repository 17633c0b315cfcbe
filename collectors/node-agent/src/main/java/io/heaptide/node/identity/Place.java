package io.heaptide.node.identity;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cgroup's path tells of it. Container runtimes, the kubelet and systemd all write their names there, the same in
 * both versions of cgroups.
 *
 * @param kind what lives in the group
 * @param podUid the Kubernetes pod it belongs to, empty outside of Kubernetes
 * @param qos the pod's quality of service
 * @param containerId the container's id, empty if it is none
 * @param unit the systemd service, without its ending and instance; empty if it is none
 */
public record Place(Kind kind, String podUid, Qos qos, String containerId, String unit) {

    /** What lives in a cgroup. */
    public enum Kind {
        /** one container, with whatever groups it makes inside */
        CONTAINER,
        /** one systemd unit, or a group that somebody made by hand: one service */
        SERVICE,
        /** programs that have nothing in common: the root, logins, init */
        LOOSE
    }

    /** Quality of service, as Kubernetes derives it from requests and limits. */
    public enum Qos {
        /** every request equals its limit */
        GUARANTEED,
        /** some memory is requested */
        BURSTABLE,
        /** nothing is requested */
        BEST_EFFORT,
        /** not in a pod */
        NONE
    }

    /** {@code pod<uid>} of the cgroupfs driver, {@code kubepods-burstable-pod<uid>.slice} of the systemd driver. */
    private static final Pattern POD =
            Pattern.compile("(?:.*-)?pod([0-9a-fA-F][0-9a-fA-F_-]{15,63})(?:\\.slice)?(?::.*)?");

    /**
     * containerd, cri-o, Docker and Podman with either driver: {@code <id>}, {@code docker-<id>.scope},
     * {@code <slice>:cri-containerd:<id>}; Amazon ECS: {@code <task>-<number>}.
     */
    private static final Pattern CONTAINER = Pattern.compile(
            "(?:(?:docker|crio|cri-containerd|libpod|nerdctl)-|[^:]*:(?:cri-containerd|crio|docker):)?([0-9a-f]{64})(?:\\.scope)?"
                    + "|([0-9a-f]{32}-[0-9]{1,12})");

    private static final Pattern UNIT = Pattern.compile("([^@]+)(?:@.*)?\\.service");

    private static final Pattern LOOSE = Pattern.compile("|.*/init\\.scope|.*/session-[^/]*\\.scope|.*\\.slice");

    /** Reads a path below the hierarchy's root. */
    public static Place of(String group) {
        List<String> segments = List.of(group.split("/", -1));
        Matcher container = CONTAINER.matcher(segments.get(segments.size() - 1));
        String pod = podUid(segments);
        if (container.matches()) {
            String id = container.group(1) == null ? container.group(2) : container.group(1);
            return new Place(Kind.CONTAINER, pod, qos(group, pod), id, "");
        }
        Kind kind = LOOSE.matcher(group).matches() ? Kind.LOOSE : Kind.SERVICE;
        return new Place(kind, pod, qos(group, pod), "", unit(segments.get(segments.size() - 1)));
    }

    private static String podUid(List<String> segments) {
        for (String segment : segments) {
            Matcher pod = POD.matcher(segment);
            if (pod.matches()) {
                return pod.group(1).replace('_', '-');
            }
        }
        return "";
    }

    private static Qos qos(String group, String pod) {
        if (pod.isEmpty()) {
            return Qos.NONE;
        }
        return group.contains("besteffort")
                ? Qos.BEST_EFFORT
                : group.contains("burstable") ? Qos.BURSTABLE : Qos.GUARANTEED;
    }

    private static String unit(String segment) {
        Matcher unit = UNIT.matcher(segment);
        return unit.matches() ? unit.group(1) : "";
    }
}
