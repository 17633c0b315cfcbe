package io.heaptide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadedFileTest {

    private static final String OLD = "Bearer old-token-0123456789";
    private static final String NEW = "Bearer new-token-0123456789";

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("tokens"), "shop old-token-0123456789\n");
    }

    @Test
    void aChangedFileCountsWithoutARestart() throws IOException {
        ReloadedFile<BearerTokens> tokens = reloaded(file);
        assertThat(tokens.value().tenantOf(OLD)).isPresent();

        change("shop new-token-0123456789\n");

        assertThat(tokens.value().tenantOf(OLD)).isEmpty();
        assertThat(tokens.value().tenantOf(NEW)).isPresent();
    }

    @Test
    void aFileThatBecomesUnreadableLeavesTheTokensAsTheyWere() throws IOException {
        ReloadedFile<BearerTokens> tokens = reloaded(file);

        change("half a li");
        assertThat(tokens.value().tenantOf(OLD)).isPresent();

        Files.delete(file);
        assertThat(tokens.value().tenantOf(OLD)).isPresent();
    }

    @Test
    void aMissingFileEndsTheStartWithItsName() {
        assertThatThrownBy(() -> reloaded(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }

    private static ReloadedFile<BearerTokens> reloaded(Path file) {
        return new ReloadedFile<>(file, BearerTokens::parse, Duration.ZERO);
    }

    private void change(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }
}
