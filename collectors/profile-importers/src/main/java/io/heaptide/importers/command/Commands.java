package io.heaptide.importers.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.signals.publish.SinkUnavailable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** What commands that read profiles have in common. */
public final class Commands {

    private Commands() {}

    /** A command that prints UTF-8 and explains what went wrong in a sentence, alone or as a part of another. */
    public static CommandLine of(Object command) {
        return new CommandLine(command)
                .setOut(new PrintWriter(new OutputStreamWriter(System.out, UTF_8), true))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (!(failure instanceof IOException || failure instanceof SinkUnavailable)) {
                        throw failure;
                    }
                    line.getErr().println(line.getCommandName() + ": " + failure.getMessage());
                    return ExitCode.SOFTWARE;
                });
    }
}
