package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildProcessTest {
    private static final String PROGRAM = ExampleProgram.class.getName();

    /** The C library's word on who belongs to whom. */
    interface ProcessGroups extends Library {
        ProcessGroups C = Native.load("c", ProcessGroups.class);

        int getpgid(int pid);
    }

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leaveNothingRunning() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"attached", "detached"})
    void runsAMainClassWithItsArguments(String mode) throws Exception {
        Process child = start(mode, PROGRAM, "tell", "two words", "");

        assertThat(child.inputReader().readLine()).isEqualTo("[tell, two words, ]");
        assertThat(exitCode(child)).isZero();
    }

    @Test
    void exitsWithOneIfTheMainClassFails() throws Exception {
        Process child = start("attached", PROGRAM, "fail");

        assertThat(exitCode(child)).isEqualTo(1);
        assertThat(errors(child)).contains("java.lang.IllegalStateException: as asked");
    }

    @Test
    void exitsWithTwoAndItsUsageWithoutAMainClass() throws Exception {
        refuses("usage: ChildProcess attached|detached MainClass", "attached");
    }

    @Test
    void exitsWithTwoAndItsUsageForAnUnknownMode() throws Exception {
        refuses("usage: ChildProcess attached|detached MainClass", "loose", PROGRAM, "tell");
    }

    @Test
    void exitsWithTwoForAClassThatDoesNotExist() throws Exception {
        refuses("cannot run io.heaptide.Nothing", "attached", "io.heaptide.Nothing");
    }

    @Test
    void endsInOrderOnceTheParentsPipeIsClosed() throws Exception {
        Process child = waiting("attached");

        child.getOutputStream().close();

        assertThat(exitCode(child)).isZero();
        assertThat(child.inputReader().readLine()).isEqualTo("stopped in order");
    }

    @Test
    void staysIfItIsDetached() throws Exception {
        Process child = waiting("detached");

        child.getOutputStream().close();

        assertThat(child.waitFor(1, TimeUnit.SECONDS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"attached", "detached"})
    void leavesTheParentsProcessGroup(String mode) throws Exception {
        int pid = Math.toIntExact(waiting(mode).pid());

        assertThat(ProcessGroups.C.getpgid(pid)).isEqualTo(pid).isNotEqualTo(ProcessGroups.C.getpgid(0));
    }

    private void refuses(String reason, String... arguments) throws Exception {
        Process child = start(arguments);

        assertThat(exitCode(child)).isEqualTo(2);
        assertThat(errors(child)).contains(reason);
    }

    private Process waiting(String mode) throws IOException {
        Process child = start(mode, PROGRAM, "wait");
        assertThat(child.inputReader().readLine()).isEqualTo("[wait]");
        return child;
    }

    private Process start(String... arguments) throws IOException {
        Process child = Jvm.start(ChildProcess.class, arguments);
        started.add(child);
        return child;
    }

    private static String errors(Process ended) throws IOException {
        return new String(ended.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int exitCode(Process child) throws InterruptedException {
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
        return child.exitValue();
    }
}
