package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Processes killed at any instant: no sample lost, none counted twice, the same verdicts, the same alerts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // what an undisturbed run gives is found out once
class KillAndRestartIT {

    private static final Duration PACE = Duration.ofMillis(8);

    @TempDir
    private static Path directory;

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofHours(5));
    private final Instant begun = minute(5);
    private final Instant lastPane = minute(139);
    private final Instant end = lastPane.plusSeconds(55);

    private RunResults expected;

    @BeforeAll
    void runUndisturbed() throws ExecutionException, InterruptedException {
        expected = undisturbed();
        assertThat(expected.firing()).containsExactly("cart");
    }

    @Test
    void killedProcessesChangeNoResult() throws ExecutionException, InterruptedException {
        assertSame(killedAndRestarted());
    }

    @Test
    void aStandbyTakesOverWithoutATrace() throws ExecutionException, InterruptedException {
        assertSame(takenOverByAStandby());
    }

    @Test
    @Tag("field") // its seven processes take a minute, and the two tests above hold the promise in every build
    void aFleetThatLosesOneGainsOneIsRolledAndMeetsABrokersRestartGivesTheSameResults()
            throws ExecutionException, InterruptedException {
        assertSame(threeInTurmoil());
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

    private RunResults threeInTurmoil() throws ExecutionException, InterruptedException {
        try (PipelineRun run = new PipelineRun(start);
                ChildProcess first = child(run, "first", 1);
                ChildProcess second = child(run, "second", 1);
                ChildProcess third = child(run, "third", 1)) {
            first.awaitRunning();
            second.awaitRunning();
            warmUp(run, third);
            run.send(begun, minute(30), PACE);
            second.kill();
            run.send(minute(30), minute(50), PACE);
            try (ChildProcess fourth = child(run, "fourth", 1)) {
                fourth.awaitRunning();
                run.send(minute(50), minute(70), PACE);
                try (ChildProcess firstAnew = rolled(run, first, "first");
                        ChildProcess thirdAnew = rolled(run, third, "third")) {
                    run.send(minute(70), minute(90), PACE);
                    run.restartBroker();
                    run.send(minute(90), end, PACE);
                    run.awaitScores(lastPane);
                    assertThat(List.of(fourth, firstAnew, thirdAnew)).allMatch(ChildProcess::isAlive);
                    return RunResults.of(run, begun);
                }
            }
        }
    }

    /** Stops a process in order, and starts its successor on the same directory. */
    private ChildProcess rolled(PipelineRun run, ChildProcess old, String name) throws InterruptedException {
        old.close();
        return child(run, name, 1).awaitRunning();
    }

    private void assertSame(RunResults disturbed) {
        assertThat(disturbed.deadLetters()).isZero();
        assertThat(disturbed.differencesFrom(expected)).isEmpty();
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
