package io.heaptide.launcher;

import io.heaptide.schemas.settings.Settings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the local stack keeps what it must remember. */
final class HomeOption {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:HEAPTIDE_HOME:-${sys:user.home}/.heaptide}",
            description = "Data and logs (HEAPTIDE_HOME; default ~/.heaptide)")
    private Path home = Path.of(".");

    /** Where it is unless a command is told otherwise. */
    static Path standard() {
        return new Settings(System.getenv())
                .text("HEAPTIDE_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".heaptide"));
    }

    Path path() {
        return home.toAbsolutePath().normalize();
    }
}
