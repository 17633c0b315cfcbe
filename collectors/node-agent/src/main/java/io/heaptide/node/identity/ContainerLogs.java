package io.heaptide.node.identity;

import java.io.File;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Container id → names, from the links that the kubelet makes for log collectors:
 * {@code /var/log/containers/<pod>_<namespace>_<container>-<id>.log}. The cgroup knows the id only, and this asks no API.
 */
public final class ContainerLogs {

    /** A new container's link is there within a second or so; unknown ids must not have the folder listed all the time. */
    private static final Duration LISTING_PAUSE = Duration.ofSeconds(2);

    private static final int MOST_NAMES = 20_000;

    private static final Pattern LINK = Pattern.compile("([^_]{1,253})_([^_]{1,63})_(.{1,63})-([0-9a-f]{64})\\.log");

    private final File folder;
    private Map<String, ContainerName> names = Map.of();
    private long nextListingMillis;

    public ContainerLogs(String folder) {
        this.folder = new File(folder);
    }

    /** The names of a container, empty if its link is not there (yet). */
    Optional<ContainerName> find(String containerId, long nowMillis) {
        if (!names.containsKey(containerId) && nowMillis >= nextListingMillis) {
            nextListingMillis = nowMillis + LISTING_PAUSE.toMillis();
            names = list();
        }
        return Optional.ofNullable(names.get(containerId));
    }

    private Map<String, ContainerName> list() {
        Map<String, ContainerName> found = new HashMap<>();
        String[] links = folder.list();
        for (String link : links == null ? new String[0] : links) {
            Matcher matcher = LINK.matcher(link);
            if (matcher.matches() && found.size() < MOST_NAMES) {
                found.put(matcher.group(4), new ContainerName(matcher.group(2), matcher.group(1), matcher.group(3)));
            }
        }
        return found;
    }
}
