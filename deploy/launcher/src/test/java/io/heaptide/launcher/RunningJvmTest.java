package io.heaptide.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunningJvmTest {

    /** A jar that is no agent. */
    private static final Path JAR = Path.of(CommandLine.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());

    @Test
    void aProcessThatIsGoneIsSaidToBe() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThatThrownBy(() -> RunningJvm.of(ended.pid()))
                .isInstanceOf(Failure.class)
                .hasMessage("no process " + ended.pid() + " runs on this machine");
    }

    @Test
    void aProcessThatIsNoJvmIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            assertThatThrownBy(() -> RunningJvm.of(other.pid()))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("process " + other.pid() + " is no JVM");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void aJvmThatSwitchedAttachingOffIsToldOf() throws Exception {
        try (IdleJvm jvm = IdleJvm.start("-XX:+DisableAttachMechanism")) {
            assertThatThrownBy(() -> RunningJvm.of(jvm.pid()).attach(JAR, ""))
                    .isInstanceOf(Failure.class)
                    .hasMessage("process " + jvm.pid() + " was started with -XX:+DisableAttachMechanism:"
                            + " start it with -javaagent:" + JAR + " instead");
        }
    }

    @Test
    void aJvmThatTakesNoLateAgentsIsToldOf() throws Exception {
        try (IdleJvm jvm = IdleJvm.start("-XX:-EnableDynamicAgentLoading")) {
            assertThatThrownBy(() -> RunningJvm.of(jvm.pid()).attach(JAR, ""))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("takes no agents once it runs (-XX:-EnableDynamicAgentLoading)");
        }
    }

    @Test
    void aJarThatIsNoAgentAndOneThatIsNotThereAreToldApart() throws Exception {
        try (IdleJvm jvm = IdleJvm.start("-XX:+EnableDynamicAgentLoading")) {
            RunningJvm running = RunningJvm.of(jvm.pid());
            assertThatThrownBy(() -> running.attach(JAR, ""))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("could not load " + JAR);
            assertThatThrownBy(() -> running.attach(Path.of("/nowhere/agent.jar"), ""))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("does not see /nowhere/agent.jar");
            assertThatThrownBy(() -> running.attach(JAR, "a=" + "b".repeat(1_100)))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("JVMs take 1023 at most");
        }
    }
}
