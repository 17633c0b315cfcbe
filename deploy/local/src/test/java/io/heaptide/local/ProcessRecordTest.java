package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {
    private static final ProcessRecord SELF = ProcessRecord.of(ProcessHandle.current(), Map.of("kafka", 9092));

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("process.properties");
    }

    @Test
    void isReadAsItWasWritten() {
        SELF.write(file);

        assertThat(ProcessRecord.read(file)).contains(SELF);
    }

    @Test
    void findsTheProcessItNames() {
        assertThat(SELF.find()).contains(ProcessHandle.current());
    }

    @Test
    void doesNotTakeALaterProcessWithTheSamePidForIt() {
        ProcessRecord earlier = new ProcessRecord(SELF.pid(), SELF.startedAt().minusSeconds(3600), Map.of());

        assertThat(earlier.find()).isEmpty();
    }

    @Test
    void findsNoProcessThatHasEnded() throws IOException, InterruptedException {
        Process brief = new ProcessBuilder("true").start();
        ProcessRecord record = ProcessRecord.of(brief.toHandle(), Map.of());
        brief.waitFor();

        assertThat(record.find()).isEmpty();
    }

    @Test
    void isAbsentWhereNothingWasWritten() {
        assertThat(ProcessRecord.read(file)).isEmpty();
    }

    @Test
    void saysWhichFileIsDamaged() throws IOException {
        Files.writeString(file, "pid=many\n");

        assertThatThrownBy(() -> ProcessRecord.read(file))
                .isInstanceOf(LocalEngineException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void namesThePortThatItLacks() {
        assertThat(SELF.port("kafka")).isEqualTo(9092);
        assertThatThrownBy(() -> SELF.port("http")).hasMessageContaining("names no port 'http'");
    }
}
