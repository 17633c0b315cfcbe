package io.heaptide.launcher;

import picocli.CommandLine.Option;

/** {@code --help}, on every command. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit")
    boolean asked;
}
