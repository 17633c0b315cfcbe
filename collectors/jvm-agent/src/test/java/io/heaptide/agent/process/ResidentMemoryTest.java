package io.heaptide.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResidentMemoryTest {

    @TempDir
    private Path root;

    @Test
    void readsKilobytesAsBytes() throws IOException {
        status("Name:\tjava\nVmHWM:\t  200000 kB\nVmRSS:\t  123456 kB\nRssAnon:\t  1 kB\n");

        assertThat(new ResidentMemory(root).bytes()).hasValue(123_456L * 1024);
    }

    @Test
    void isAbsentWithoutTheLine() throws IOException {
        status("Name:\tjava\n");

        assertThat(new ResidentMemory(root).bytes()).isEmpty();
    }

    @Test
    void isAbsentWithoutProc() {
        assertThat(new ResidentMemory(root).bytes()).isEmpty();
    }

    private void status(String text) throws IOException {
        Path self = Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(self.resolve("status"), text);
    }
}
