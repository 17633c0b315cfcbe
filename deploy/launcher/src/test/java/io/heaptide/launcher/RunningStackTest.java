package io.heaptide.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningStackTest {

    @Test
    void otherCommandsFindTheStackWithItsPasswordWhichDoesNotPrint(@TempDir Path home) {
        ProcessHandle supervisor = ProcessHandle.current();
        long startedAt =
                supervisor.info().startInstant().map(Instant::toEpochMilli).orElseThrow();
        URI url = URI.create("http://127.0.0.1:8123");
        RunningStack stack = new RunningStack(
                supervisor.pid(),
                startedAt,
                "127.0.0.1:9092",
                new ClickHouseAccess(url, "reader", new Secret("hunter2")),
                List.of());

        stack.write(home);

        assertThat(RunningStack.find(home)).contains(stack);
        assertThat(stack.toString()).contains("<redacted>").doesNotContain("hunter2");
    }
}
