package io.heaptide.launcher;

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

    Path path() {
        return home.toAbsolutePath().normalize();
    }
}
