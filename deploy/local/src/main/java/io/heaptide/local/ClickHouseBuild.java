package io.heaptide.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The npm package that carries the ClickHouse library for one platform.
 *
 * @param platform as the package's name spells it
 * @param pin what this project itself saw of the package; null where it never had one to look at, and npm's word counts
 */
record ClickHouseBuild(String platform, @Nullable Pin pin) {
    static final String VERSION = "26.7.3-stable.1";
    private static final String REMEDY =
            " Point HEAPTIDE_CLICKHOUSE_URL at a ClickHouse server, or HEAPTIDE_LIBCHDB at a libchdb built for it.";
    private static final List<String> MUSL_LOADERS = List.of("/lib/ld-musl-x86_64.so.1", "/lib/ld-musl-aarch64.so.1");
    private static final List<String> GLIBC_LOADERS =
            List.of("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1");
    private static final Pin LINUX_X64 = new Pin(
            "sha512-XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==",
            177_817_999);

    /** An archive's checksum, written as npm writes it, and its size. */
    record Pin(String integrity, long bytes) {}

    static ClickHouseBuild ofThisMachine() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"), usesMusl());
    }

    static ClickHouseBuild of(String osName, String osArch, boolean musl) {
        String os = osName.toLowerCase(Locale.ROOT);
        String cpu = cpu(osArch.toLowerCase(Locale.ROOT));
        if (os.startsWith("linux") && !musl && cpu.equals("x64")) {
            return new ClickHouseBuild("linux-x64-gnu", LINUX_X64);
        }
        if (os.startsWith("linux") && !musl && cpu.equals("arm64")) {
            return new ClickHouseBuild("linux-arm64-gnu", null);
        }
        if (os.startsWith("mac") && !cpu.equals("other")) {
            return new ClickHouseBuild("darwin-" + cpu, null);
        }
        throw new LocalEngineException("There is no embedded ClickHouse for " + osName + " " + osArch
                + (musl ? " with musl (it needs glibc)." : ".") + REMEDY);
    }

    private static String cpu(String arch) {
        return switch (arch) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64", "arm64" -> "arm64";
            default -> "other";
        };
    }

    private static boolean usesMusl() {
        return anyExists(MUSL_LOADERS) && !anyExists(GLIBC_LOADERS);
    }

    private static boolean anyExists(List<String> files) {
        return files.stream().map(Path::of).anyMatch(Files::exists);
    }

    String npmName() {
        return "@chdb/lib-" + platform + "@" + VERSION;
    }

    String directoryName() {
        return "libchdb-" + platform + "-" + VERSION;
    }

    Optional<String> pinnedIntegrity() {
        return Optional.ofNullable(pin).map(Pin::integrity);
    }

    OptionalLong pinnedBytes() {
        return pin == null ? OptionalLong.empty() : OptionalLong.of(pin.bytes());
    }
}
