package io.heaptide.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** The npm client as a downloader: it knows this machine's registry, proxy and credentials, and we need not. */
final class Npm {
    private static final Duration VIEW_PATIENCE = Duration.ofMinutes(2);
    private static final Duration PACK_PATIENCE = Duration.ofMinutes(60);
    private static final Duration REPORT_EVERY = Duration.ofMillis(250);
    private static final int REPORTED_LINES = 8;
    private static final String REMEDY = " Other ways: set HEAPTIDE_LIBCHDB to a libchdb file that you have,"
            + " or HEAPTIDE_CLICKHOUSE_URL to a ClickHouse server.";

    private final Path workDirectory;
    private final String command;

    /** Works in a directory of its own, its cache included, so that the growing archive can be watched. */
    Npm(Path workDirectory, String command) {
        this.workDirectory = workDirectory;
        this.command = command;
    }

    /** What the registry says the archive's checksum is. */
    String integrity(String spec) {
        run(List.of("view", spec, "dist.integrity"), VIEW_PATIENCE, bytes -> {});
        return LastLines.of(output(), 1).stream().findFirst().orElse("").strip();
    }

    /** Downloads the package's archive and returns where it lies. */
    Path pack(String spec, LongConsumer downloadedBytes) {
        run(List.of("pack", spec), PACK_PATIENCE, downloadedBytes);
        try (Stream<Path> files = Files.list(workDirectory)) {
            return files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> failed("npm pack left no archive"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot list " + workDirectory, unreadable);
        }
    }

    private void run(List<String> arguments, Duration patience, LongConsumer downloadedBytes) {
        Process npm = launch(arguments);
        try {
            await(npm, patience, downloadedBytes);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new LocalEngineException("The download of ClickHouse was interrupted.", hurried);
        } finally {
            npm.destroy();
        }
        if (npm.exitValue() != 0) {
            throw failed("npm " + arguments.get(0) + " failed with exit code " + npm.exitValue());
        }
    }

    private Process launch(List<String> arguments) {
        List<String> line = Stream.of(
                        Stream.of(command),
                        arguments.stream(),
                        Stream.of("--cache", workDirectory.resolve("cache").toString()),
                        Stream.of("--loglevel=error", "--no-update-notifier"))
                .flatMap(part -> part)
                .toList();
        try {
            return new ProcessBuilder(line)
                    .directory(workDirectory.toFile())
                    .redirectOutput(output().toFile())
                    .redirectError(errors().toFile())
                    .start();
        } catch (IOException missing) {
            throw new LocalEngineException(
                    "ClickHouse is downloaded with npm, and npm cannot be run (" + missing.getMessage()
                            + "). Install Node.js with npm and put it on the PATH." + REMEDY,
                    missing);
        }
    }

    private void await(Process npm, Duration patience, LongConsumer downloadedBytes) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!npm.waitFor(REPORT_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            downloadedBytes.accept(largestFileBytes());
            if (System.nanoTime() > deadline) {
                npm.destroyForcibly();
                throw failed("npm was not done after " + patience.toMinutes() + " minutes");
            }
        }
    }

    // npm shows no progress when it is not on a terminal; the one big file that grows under its cache does
    private long largestFileBytes() {
        try (Stream<Path> files = Files.walk(workDirectory)) {
            return files.mapToLong(Npm::bytes).max().orElse(0);
        } catch (IOException | UncheckedIOException movedMeanwhile) {
            return 0;
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException movedMeanwhile) {
            return 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file, unreadable);
        }
    }

    private LocalEngineException failed(String what) {
        String lines = String.join("\n", LastLines.of(errors(), REPORTED_LINES));
        return new LocalEngineException(what + ", so ClickHouse could not be downloaded:\n" + lines
                + "\nIs the npm registry within reach (npm ping)?" + REMEDY);
    }

    private Path output() {
        return workDirectory.resolve("npm.out");
    }

    private Path errors() {
        return workDirectory.resolve("npm.err");
    }
}
