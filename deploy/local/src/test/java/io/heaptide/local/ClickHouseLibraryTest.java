package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.local.FetchListener.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickHouseLibraryTest {
    private static final ClickHouseBuild UNPINNED = new ClickHouseBuild("test", null);

    @TempDir
    Path directory;

    private Path cache;
    private FakeNpm npm;
    private ClickHouseLibrary library;

    @BeforeEach
    void startWithoutACache() throws IOException {
        cache = directory.resolve("home/engines");
        npm = new FakeNpm(Files.createDirectory(directory.resolve("npm")));
        library = new ClickHouseLibrary(cache, null);
    }

    @Test
    void isFetchedOnceAndThenTakenFromTheCache() throws IOException {
        String command = npm.serving();

        Path first = library.obtain(UNPINNED, command, FetchListener.silent());
        Path second = library.obtain(UNPINNED, command, FetchListener.silent());

        assertThat(first).isEqualTo(second).hasContent(FakeNpm.LIBRARY_TEXT);
        assertThat(npm.calls("pack")).isEqualTo(1);
    }

    @Test
    void leavesNothingButTheLibraryInTheCache() throws IOException {
        library.obtain(UNPINNED, npm.serving(), FetchListener.silent());

        assertThat(namesIn(cache.resolve(UNPINNED.directoryName()))).containsExactly("libchdb.so");
        assertThat(namesIn(cache))
                .containsExactlyInAnyOrder(UNPINNED.directoryName(), UNPINNED.directoryName() + ".lock");
    }

    @Test
    void reportsEachStepUpToItsEnd() {
        Map<Step, Long> done = new EnumMap<>(Step.class);
        Map<Step, Long> total = new EnumMap<>(Step.class);

        library.obtain(UNPINNED, npm.serving(), (step, doneBytes, totalBytes) -> {
            done.put(step, doneBytes);
            totalBytes.ifPresent(bytes -> total.put(step, bytes));
        });

        assertThat(done).containsOnlyKeys(Step.DOWNLOAD, Step.UNPACK).isEqualTo(total);
    }

    @Test
    void isRefusedIfItsChecksumIsNotTheAnnouncedOne() throws IOException {
        String command = npm.serving("sha512-other");

        assertThatThrownBy(() -> library.obtain(UNPINNED, command, FetchListener.silent()))
                .isInstanceOf(LocalEngineException.class)
                .hasMessageContaining("not sha512-other");
        assertThat(namesIn(cache)).containsExactly(UNPINNED.directoryName() + ".lock");
    }

    @Test
    void isRefusedIfItsChecksumIsNotThePinnedOneWhateverNpmSays() throws IOException {
        ClickHouseBuild pinned = new ClickHouseBuild("test", new ClickHouseBuild.Pin("sha512-pinned", 10));
        String command = npm.serving();

        assertThatThrownBy(() -> library.obtain(pinned, command, FetchListener.silent()))
                .hasMessageContaining("not sha512-pinned");
        assertThat(npm.calls("view")).isZero();
    }

    @Test
    void replacesWhatAKilledFetchLeftBehind() throws IOException {
        Path leftover = Files.createDirectories(cache.resolve(".fetch-" + UNPINNED.directoryName() + "-1"));
        Files.writeString(leftover.resolve("half.tgz"), "half");

        library.obtain(UNPINNED, npm.serving(), FetchListener.silent());

        assertThat(leftover).doesNotExist();
    }

    @Test
    void namesTheRemediesIfThereIsNoNpm() {
        String missing = directory.resolve("no-such-npm").toString();

        assertThatThrownBy(() -> library.obtain(UNPINNED, missing, FetchListener.silent()))
                .isInstanceOf(LocalEngineException.class)
                .hasMessageContaining("Install Node.js with npm")
                .hasMessageContaining("HEAPTIDE_LIBCHDB")
                .hasMessageContaining("HEAPTIDE_CLICKHOUSE_URL");
    }

    @Test
    void saysWhatNpmSaidIfItFails() {
        assertThatThrownBy(() -> library.obtain(UNPINNED, npm.failing(), FetchListener.silent()))
                .isInstanceOf(LocalEngineException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("npm error code E404");
    }

    @Test
    void isTheGivenFileIfOneIsGiven() throws IOException {
        Path given = Files.writeString(directory.resolve("mine.so"), "mine");

        ClickHouseLibrary chosen = ClickHouseLibrary.of(Map.of("HEAPTIDE_LIBCHDB", given.toString()));

        assertThat(chosen.isAtHand()).isTrue();
        assertThat(chosen.obtain(FetchListener.silent())).isEqualTo(given);
    }

    @Test
    void refusesAGivenFileThatIsNotThere() {
        ClickHouseLibrary chosen = ClickHouseLibrary.of(Map.of("HEAPTIDE_LIBCHDB", "/no/such/libchdb.so"));

        assertThatThrownBy(() -> chosen.obtain(FetchListener.silent()))
                .hasMessageContaining("HEAPTIDE_LIBCHDB names /no/such/libchdb.so");
    }

    @Test
    void isCachedUnderTheHomeThatTheEnvironmentNames() {
        assertThat(ClickHouseLibrary.of(Map.of("HEAPTIDE_HOME", "/var/heaptide"))
                        .cache())
                .isEqualTo(Path.of("/var/heaptide/engines"));
        assertThat(ClickHouseLibrary.of(Map.of()).cache())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".heaptide", "engines"));
    }

    private static List<String> namesIn(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
