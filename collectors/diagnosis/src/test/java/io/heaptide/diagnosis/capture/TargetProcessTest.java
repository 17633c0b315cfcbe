package io.heaptide.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX) // processes are read from /proc, which other systems lack; CI runs on Linux
class TargetProcessTest {

    private static final long OWN = ProcessHandle.current().pid();

    @Test
    void thisProcessIsAJvmThatLives() throws IOException {
        TargetProcess process = TargetProcess.of(OWN);
        assertThat(process.isAlive()).isTrue();
        assertThat(process.ownPid()).isEqualTo(OWN);
        assertThat(process.uid()).isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        assertThat(process.handles(Signals.QUIT)).isTrue();
        assertThat(process.isJvm()).isTrue();
        assertThat(process.environment("PATH")).contains(System.getenv("PATH"));
        assertThat(process.environment("NO_SUCH_VARIABLE")).isEmpty();
        assertThat(process.program()).endsWith("java");
        assertThat(TargetProcess.residentBytes(OWN)).isGreaterThan(1 << 20);
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTheSame() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        TargetProcess process = TargetProcess.of(sleeper.pid());
        sleeper.destroyForcibly().onExit().join();
        assertThat(process.isAlive()).isFalse();
        assertThatThrownBy(() -> TargetProcess.of(sleeper.pid())).isInstanceOf(IOException.class);
    }

    @Test
    void aSignalThatWouldEndAProcessIsNotSent() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try {
            TargetProcess process = TargetProcess.of(sleeper.pid());
            assertThatThrownBy(() -> Signals.send(process, Signals.QUIT))
                    .isInstanceOf(CaptureFailed.class)
                    .hasMessageContaining("would end it");
            assertThat(sleeper.isAlive()).isTrue();
        } finally {
            sleeper.destroyForcibly().onExit().join();
        }
    }

    @Test
    void aTemporaryFolderGoesWithWhatIsInIt() throws Exception {
        TargetProcess process = TargetProcess.of(OWN);
        Path made;
        try (TargetFolder folder = TargetFolder.in(process)) {
            folder.write("a", new byte[3]);
            made = Path.of(folder.path(""));
            assertThat(made.resolve("a")).hasSize(3);
            assertThat(folder.size("b")).isZero();
            assertThatThrownBy(() -> folder.read("a", 2)).hasMessageContaining("wrote 3 bytes, expected are up to 2");
        }
        assertThat(made).doesNotExist();
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        try (TargetFolder folder = TargetFolder.in(TargetProcess.of(OWN))) {
            Path link = Path.of(folder.path("link"));
            Files.createSymbolicLink(link, Path.of("/etc/passwd"));
            assertThatThrownBy(() -> folder.read("link", 1 << 20).close()).isInstanceOf(IOException.class);
        }
        assertThat(Path.of("/etc/passwd")).exists();
    }
}
