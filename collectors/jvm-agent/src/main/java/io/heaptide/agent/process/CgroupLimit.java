package io.heaptide.agent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The tightest memory limit among the control groups this process is in, version 1 or 2.
 *
 * <p>A limit set on any ancestor holds too, so the path is walked up to the mount. In a container without a cgroup
 * namespace the listed path does not exist inside; the mount's root then is the container's own group.
 */
final class CgroupLimit {

    /** Version 1 says "none" as the largest multiple of the page size; no machine has an exbibyte. */
    private static final long NONE_FROM = 1L << 60;

    private final Path membership;
    private final Path mount;

    CgroupLimit(Path root) {
        membership = root.resolve("proc/self/cgroup");
        mount = root.resolve("sys/fs/cgroup");
    }

    /** Empty where nothing limits the process, or nothing says so. */
    OptionalLong bytes() {
        try {
            return Files.readAllLines(membership).stream()
                    .flatMapToLong(this::limits)
                    .min();
        } catch (IOException absent) {
            return OptionalLong.empty();
        }
    }

    /** A line is {@code id:controllers:path}; version 2 has id 0 and no controllers. */
    private LongStream limits(String line) {
        String[] parts = line.split(":", 3);
        if (parts.length < 3) {
            return LongStream.empty();
        }
        if (parts[0].equals("0") && parts[1].isEmpty()) {
            return limits(mount, parts[2], List.of("memory.max", "memory.max.effective"));
        }
        return List.of(parts[1].split(",", -1)).contains("memory")
                ? limits(mount.resolve("memory"), parts[2], List.of("memory.limit_in_bytes"))
                : LongStream.empty();
    }

    private static LongStream limits(Path hierarchy, String group, List<String> files) {
        Path own = hierarchy.resolve(group.substring(1)).normalize();
        return Stream.iterate(own, path -> path != null && path.startsWith(hierarchy), Path::getParent)
                .flatMap(path -> files.stream().map(path::resolve))
                .flatMapToLong(file -> limit(file).stream());
    }

    private static OptionalLong limit(Path file) {
        try {
            long bytes = Long.parseLong(Files.readString(file).strip());
            return bytes < NONE_FROM ? OptionalLong.of(bytes) : OptionalLong.empty();
        } catch (IOException | NumberFormatException noneOrMax) { // version 2 writes "max" for no limit
            return OptionalLong.empty();
        }
    }
}
