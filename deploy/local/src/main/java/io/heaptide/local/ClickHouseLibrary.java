package io.heaptide.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the ClickHouse library comes from: a given file, else the cache, else npm into the cache.
 *
 * @param cache shared by all data directories of a user, so that a machine downloads an engine once
 * @param given a library to take as it is, or null
 */
public record ClickHouseLibrary(Path cache, @Nullable Path given) {
    private static final Object IN_THIS_JVM = new Object(); // file locks only keep other processes out
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(60);
    private static final Duration LOCK_PAUSE = Duration.ofMillis(250);
    private static final String WORK_PREFIX = ".fetch-";

    /** Reads {@code HEAPTIDE_LIBCHDB} and {@code HEAPTIDE_HOME} (else {@code ~/.heaptide}). */
    public static ClickHouseLibrary of(Map<String, String> environment) {
        String home = environment.getOrDefault("HEAPTIDE_HOME", "");
        Path base = home.isBlank() ? Path.of(System.getProperty("user.home"), ".heaptide") : Path.of(home);
        String given = environment.getOrDefault("HEAPTIDE_LIBCHDB", "");
        return new ClickHouseLibrary(base.resolve("engines"), given.isBlank() ? null : Path.of(given));
    }

    /** The version that is fetched where none is given. */
    public static String version() {
        return ClickHouseBuild.VERSION;
    }

    /** Whether {@link #obtain} will have nothing to download. */
    public boolean isAtHand() {
        return given != null || Files.isRegularFile(cached(ClickHouseBuild.ofThisMachine()));
    }

    /** Returns the library's path, after fetching it if need be. */
    public Path obtain(FetchListener listener) {
        return given == null ? obtain(ClickHouseBuild.ofThisMachine(), "npm", listener) : checked(given);
    }

    Path obtain(ClickHouseBuild build, String npmCommand, FetchListener listener) {
        Path library = cached(build);
        if (!Files.isRegularFile(library)) {
            synchronized (IN_THIS_JVM) {
                fetchUnderLock(build, listener, npmCommand);
            }
        }
        return library;
    }

    private static Path checked(Path library) {
        if (!Files.isReadable(library)) {
            throw new LocalEngineException("HEAPTIDE_LIBCHDB names " + library + ", which is no readable file.");
        }
        return library.toAbsolutePath();
    }

    private Path cached(ClickHouseBuild build) {
        return LibraryArchive.libraryIn(cache.resolve(build.directoryName()).toAbsolutePath());
    }

    private void fetchUnderLock(ClickHouseBuild build, FetchListener listener, String npmCommand) {
        try {
            Files.createDirectories(cache);
            Path lock = cache.resolve(build.directoryName() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                awaitLock(channel);
                if (!Files.isRegularFile(cached(build))) { // another process may have been first
                    fetch(build, listener, npmCommand);
                }
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot keep the ClickHouse engine in " + cache, unusable);
        }
    }

    private static void awaitLock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
        while (channel.tryLock() == null) { // released when the channel is closed
            if (System.nanoTime() > deadline) {
                throw new LocalEngineException("Another process has been downloading ClickHouse for "
                        + LOCK_PATIENCE.toMinutes() + " minutes.");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOCK_PAUSE.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new LocalEngineException("Interrupted while another process downloads ClickHouse.", hurried);
        }
    }

    private void fetch(ClickHouseBuild build, FetchListener listener, String npmCommand) throws IOException {
        String prefix = WORK_PREFIX + build.directoryName() + "-";
        deleteLeftovers(prefix);
        Path work = Files.createTempDirectory(cache, prefix);
        try {
            LibraryArchive archive = download(build, new Npm(work, npmCommand), listener);
            Path unpacked = work.resolve("unpacked");
            unpack(archive, unpacked, listener);
            Files.move(unpacked, cache.resolve(build.directoryName()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            TemporaryDirectory.delete(work);
        }
    }

    // of a process that was killed in the middle; the lock says that nobody works there now
    private void deleteLeftovers(String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(cache)) {
            List<Path> leftovers = entries.filter(
                            entry -> entry.getFileName().toString().startsWith(prefix))
                    .toList();
            leftovers.forEach(TemporaryDirectory::delete);
        }
    }

    private static LibraryArchive download(ClickHouseBuild build, Npm npm, FetchListener listener) throws IOException {
        OptionalLong total = build.pinnedBytes();
        listener.progress(FetchListener.Step.DOWNLOAD, 0, total);
        String integrity = build.pinnedIntegrity().orElseGet(() -> npm.integrity(build.npmName()));
        LibraryArchive archive = new LibraryArchive(
                npm.pack(build.npmName(), bytes -> listener.progress(FetchListener.Step.DOWNLOAD, bytes, total)));
        archive.check(integrity);
        long bytes = Files.size(archive.file());
        listener.progress(FetchListener.Step.DOWNLOAD, bytes, OptionalLong.of(bytes));
        return archive;
    }

    private static void unpack(LibraryArchive archive, Path directory, FetchListener listener) throws IOException {
        OptionalLong total = OptionalLong.of(Files.size(archive.file()));
        archive.unpackTo(directory, bytes -> listener.progress(FetchListener.Step.UNPACK, bytes, total));
        listener.progress(FetchListener.Step.UNPACK, total.getAsLong(), total);
    }
}
