package io.heaptide.gate.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.importers.command.ImportCommand;
import io.heaptide.queries.QueryConfig;
import io.heaptide.queries.QueryRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that scripts call, as the launcher has them, for scripts under test. */
@Command(name = "heaptide")
final class HeaptideProgram {

    private HeaptideProgram() {}

    /** Runs the words and ends with their exit code. */
    public static void main(String[] words) {
        CommandLine gate = GateCommand.commandLine(
                () -> new QueryRunner(QueryConfig.fromEnvironment(System.getenv()), InstantSource.system()));
        CommandLine heaptide =
                new CommandLine(new HeaptideProgram()).addSubcommand(gate).addSubcommand(ImportCommand.commandLine());
        heaptide.setExecutionExceptionHandler(gate.getExecutionExceptionHandler());
        System.exit(heaptide.execute(words));
    }

    /** Writes it as a program into a folder. */
    static Path into(Path folder) throws IOException {
        Path program = folder.resolve("heaptide");
        Files.writeString(
                program,
                String.format(
                        "#!/bin/sh%nexec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s \"$@\"%n",
                        System.getProperty("java.home"),
                        System.getProperty("java.class.path"),
                        HeaptideProgram.class.getName()));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }
}
