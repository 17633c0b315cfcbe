package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    Path directory;

    private EngineFiles files;

    @BeforeEach
    void nameTheFiles() {
        files = new EngineFiles(directory);
    }

    @Test
    void letsAFirstEngineStartWithoutStandingInItsWay() throws Exception {
        DirectoryLock.refuseSecond("toy", files);

        Process first = holder();
        first.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
    }

    @Test
    void namesTheProcessThatIsThereAlready() throws Exception {
        Process first = holder();
        try {
            assertThatThrownBy(() -> DirectoryLock.refuseSecond("toy", files))
                    .isInstanceOf(LocalEngineException.class)
                    .hasMessage("A toy already runs in " + directory + " (pid " + first.pid()
                            + "). Use it, stop it first, or choose another directory.");
        } finally {
            first.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void endsASecondProcessThatWasStartedAtTheSameMoment() throws Exception {
        Process first = holder();
        try {
            Process second = Jvm.start(LockHolder.class, directory.toString());

            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(second.errorReader().readLine()).contains("already runs in " + directory);
            assertThat(first.isAlive()).isTrue();
        } finally {
            first.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void isFreeOnceItsHolderWasKilled() throws Exception {
        holder().destroyForcibly().waitFor(60, TimeUnit.SECONDS);

        assertThatCode(() -> DirectoryLock.refuseSecond("toy", files)).doesNotThrowAnyException();
    }

    private Process holder() throws IOException {
        Process holder = Jvm.start(LockHolder.class, directory.toString());
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        return holder;
    }
}
