package io.heaptide.node.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cgroups below one root, kept up to date by the kernel's notifications, so that a group that lives for a second is seen
 * and a thousand quiet ones cost nothing. Now and then the tree is walked all the same: notifications can be lost, and not
 * every machine grants enough of them.
 */
public final class CgroupTree implements AutoCloseable {

    /** Controllers of both versions: what begins with one of them and a dot is a control file. */
    private static final Set<String> CONTROLLERS = Set.of(
            "cgroup",
            "memory",
            "cpu",
            "cpuset",
            "cpuacct",
            "io",
            "blkio",
            "pids",
            "hugetlb",
            "rdma",
            "misc",
            "irq",
            "dmem",
            "devices",
            "freezer",
            "net_cls",
            "net_prio",
            "perf_event");

    private static final Set<String> OTHER_FILES = Set.of("tasks", "notify_on_release", "release_agent");

    private static final WatchEvent.Kind<?>[] COMINGS_AND_GOINGS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final Path root;
    private final int most;
    private final WatchService watcher;
    private final Map<WatchKey, String> watched = new HashMap<>();
    private final NavigableMap<String, @Nullable WatchKey> groups = new TreeMap<>();
    private long changes;
    private long refused;
    private boolean unwatched;

    /**
     * Walks the tree for the first time.
     *
     * @param most groups that are kept; those beyond are counted
     */
    public CgroupTree(String root, int most) throws IOException {
        this.root = Path.of(root);
        this.most = most;
        this.watcher = FileSystems.getDefault().newWatchService();
        take("");
    }

    /** Every group, the root as an empty path; parents before their children. */
    public Set<String> groups() {
        return groups.keySet();
    }

    /** Groups below one. */
    public Set<String> below(String group) {
        return groups.subMap(group + "/", group + "0").keySet(); // 0 follows the slash
    }

    /** Goes up with every group that comes or goes. */
    public long changeCount() {
        return changes;
    }

    /** Whether some groups are not watched, for want of the kernel's means: only walks find what comes there. */
    public boolean isPartlyUnwatched() {
        return unwatched;
    }

    /** Groups beyond the bound. */
    public long refusedCount() {
        return refused;
    }

    /** Follows what came and went since the last call; costs nothing if nothing did. */
    public void refresh() {
        for (WatchKey key = watcher.poll(); key != null; key = watcher.poll()) {
            String group = watched.get(key);
            List<WatchEvent<?>> events = key.pollEvents();
            if (group != null) {
                events.forEach(event -> follow(group, event));
            }
            if (!key.reset()) {
                forgetKey(key);
            }
        }
    }

    /** Walks the whole tree. */
    public void walk() {
        refused = 0;
        Set<String> seen = new HashSet<>();
        walk("", seen);
        groups.keySet().stream().filter(group -> !seen.contains(group)).toList().forEach(this::drop);
    }

    @Override
    public void close() throws IOException {
        watcher.close();
    }

    private void follow(String group, WatchEvent<?> event) {
        if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
            walk();
            return;
        }
        String child = group + "/" + event.context();
        if (event.kind() == StandardWatchEventKinds.ENTRY_DELETE) {
            drop(child);
        } else if (mayBeGroup(String.valueOf(event.context()))
                && directory(child).isDirectory()) {
            take(child);
        }
    }

    private void walk(String group, Set<String> seen) {
        take(group);
        groups.computeIfPresent(group, (path, key) -> key.isValid() ? key : watch(path));
        seen.add(group);
        for (String child : children(group)) {
            walk(child, seen);
        }
    }

    /** Watches first and lists then, so that nothing comes in between unseen. */
    private void take(String group) {
        if (groups.containsKey(group)) {
            return;
        }
        if (groups.size() >= most) {
            refused++;
            return;
        }
        groups.put(group, watch(group));
        changes++;
        children(group).forEach(this::take);
    }

    private void drop(String group) {
        below(group).stream().toList().forEach(this::forget);
        forget(group);
    }

    private void forget(String group) {
        changes++;
        WatchKey key = groups.remove(group);
        if (key != null) {
            forgetKey(key);
        }
    }

    private void forgetKey(WatchKey key) {
        key.cancel();
        watched.remove(key);
    }

    private @Nullable WatchKey watch(String group) {
        try {
            WatchKey key = directory(group).toPath().register(watcher, COMINGS_AND_GOINGS);
            watched.put(key, group);
            return key;
        } catch (IOException goneOrTooMany) {
            unwatched = unwatched || directory(group).isDirectory();
            return null;
        } catch (ClosedWatchServiceException stopping) {
            return null;
        }
    }

    private List<String> children(String group) {
        String[] names = directory(group).list();
        if (names == null) {
            return List.of(); // it is gone
        }
        return Arrays.stream(names)
                .filter(CgroupTree::mayBeGroup)
                .map(name -> group + "/" + name)
                .filter(child -> groups.containsKey(child) || directory(child).isDirectory())
                .toList();
    }

    private File directory(String group) {
        return new File(root + group);
    }

    private static boolean mayBeGroup(String name) {
        int dot = name.indexOf('.');
        return !OTHER_FILES.contains(name) && (dot < 0 || !CONTROLLERS.contains(name.substring(0, dot)));
    }
}
