package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastLinesTest {
    @TempDir
    Path directory;

    @Test
    void areTheEndOfAFileOfAnyLength() throws IOException {
        Path file = directory.resolve("engine.log");
        Files.writeString(file, "line\n".repeat(100_000) + "why\nit failed\n");

        assertThat(LastLines.of(file, 2)).containsExactly("why", "it failed");
    }

    @Test
    void areAllThereIsOfAShortFile() throws IOException {
        Path file = directory.resolve("engine.log");
        Files.writeString(file, "only\n");

        assertThat(LastLines.of(file, 12)).containsExactly("only");
    }

    @Test
    void leaveOutTheFramesOfStackTraces() throws IOException {
        Path file = directory.resolve("engine.log");
        Files.writeString(file, "broken: disk full\n\tat a.B.c(B.java:1)\n\t... 3 more\n0. ? @ 0x00007f72\nbye\n");

        assertThat(LastLines.of(file, 12)).containsExactly("broken: disk full", "bye");
    }

    @Test
    void areNoneBeforeTheFileExists() {
        assertThat(LastLines.of(directory.resolve("engine.log"), 12)).isEmpty();
    }
}
