package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EngineCommandTest {
    @Test
    void namesTheClassPathSoThatItHoldsInAnyDirectory() {
        String given = String.join(File.pathSeparator, "lib/a.jar", "", "/opt/b.jar");

        assertThat(EngineCommand.absolute(given))
                .isEqualTo(Path.of("lib/a.jar").toAbsolutePath() + File.pathSeparator + "/opt/b.jar");
    }
}
