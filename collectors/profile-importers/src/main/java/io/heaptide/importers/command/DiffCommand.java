package io.heaptide.importers.command;

import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.summary.SiteChange;
import io.heaptide.importers.summary.SiteReport;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diff OLD NEW}: growth by site between two profiles. */
@Command(
        name = "diff",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Growth of live bytes by allocation site between two profiles, even of two tools.",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong use."})
public final class DiffCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "OLD", description = "The older profile; - is standard input")
    private String older = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "The newer profile; - is standard input")
    private String newer = "";

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "The format of both; without it each is guessed from its content")
    private @Nullable String format;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    private DiffCommand() {}

    /** The command with its own explanations of failure, alone or as a part of another. */
    public static CommandLine commandLine() {
        return Commands.of(new DiffCommand());
    }

    @Override
    public Integer call() throws IOException {
        if (older.equals(STANDARD_INPUT) && newer.equals(STANDARD_INPUT)) {
            throw new ParameterException(spec.commandLine(), "only one of the profiles can be standard input");
        }
        Optional<ProfileImporter> importer = Optional.ofNullable(format).map(reading::importer);
        SiteReport before = reading.read(older, importer);
        SiteReport after = reading.read(newer, importer);
        reading.printer().print(SiteChange.between(before, after));
        return ExitCode.OK;
    }
}
