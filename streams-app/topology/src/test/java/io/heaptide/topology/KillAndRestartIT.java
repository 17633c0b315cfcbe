package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes killed at any instant: no sample lost, none counted twice, the same verdicts, the same alerts. */
class KillAndRestartIT {

    private static final Duration PACE = Duration.ofMillis(8);

    @TempDir
    private Path directory;

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofHours(5));
    private final Instant begun = minute(5);
    private final Instant lastPane = minute(139);
    private final Instant end = lastPane.plusSeconds(55);

    @Test
    void killedProcessesChangeNoResult() throws ExecutionException, InterruptedException {
        RunResults undisturbed = undisturbed();
        assertThat(undisturbed.firing()).containsExactly("cart");

        RunResults restarted = killedAndRestarted();
        assertSame(restarted, undisturbed);

        RunResults takenOver = takenOverByAStandby();
        assertSame(takenOver, undisturbed);
    }

    private RunResults undisturbed() throws ExecutionException, InterruptedException {
        try (PipelineRun run = new PipelineRun(start);
                ChildProcess child = child(run, "calm", 0)) {
            warmUp(run, child);
            run.send(begun, end, PACE);
            run.awaitScores(lastPane);
            return RunResults.of(run, begun);
        }
    }

    private RunResults killedAndRestarted() throws ExecutionException, InterruptedException {
        try (PipelineRun run = new PipelineRun(start)) {
            try (ChildProcess first = child(run, "killed", 0)) {
                warmUp(run, first);
                run.send(begun, minute(45), PACE);
                first.kill();
            }
            try (ChildProcess second = child(run, "killed", 0)) {
                run.send(minute(45), minute(80), PACE);
                second.awaitRunning();
                run.send(minute(80), minute(90), PACE);
                second.kill();
            }
            try (ChildProcess third = child(run, "anew", 0)) {
                third.awaitRunning();
                run.send(minute(90), end, PACE);
                run.awaitScores(lastPane);
                return RunResults.of(run, begun);
            }
        }
    }

    private RunResults takenOverByAStandby() throws ExecutionException, InterruptedException {
        try (PipelineRun run = new PipelineRun(start);
                ChildProcess survivor = child(run, "one", 1);
                ChildProcess victim = child(run, "two", 1)) {
            victim.awaitRunning();
            warmUp(run, survivor);
            run.send(begun, minute(60), PACE);
            victim.kill();
            run.send(minute(60), end, PACE);
            run.awaitScores(lastPane);
            return RunResults.of(run, begun);
        }
    }

    private static void assertSame(RunResults disturbed, RunResults undisturbed) {
        assertThat(disturbed.deadLetters()).isZero();
        assertThat(disturbed.differencesFrom(undisturbed)).isEmpty();
    }

    /** Lets every partition speak of every service before the run begins in earnest. */
    private void warmUp(PipelineRun run, ChildProcess child) throws ExecutionException, InterruptedException {
        child.awaitRunning();
        run.send(start, begun, PACE);
        run.awaitScores(minute(4));
    }

    private ChildProcess child(PipelineRun run, String name, int standbys) {
        return ChildProcess.start(run.bootstrapServers(), directory.resolve(name), standbys);
    }

    private Instant minute(int minutes) {
        return start.plus(Duration.ofMinutes(minutes));
    }
}
