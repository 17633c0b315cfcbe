package io.heaptide.gate.command;

import io.heaptide.gate.ByteSize;
import io.heaptide.gate.GateCase;
import io.heaptide.gate.GateCase.Status;
import io.heaptide.gate.GateResult;
import io.heaptide.gate.GrowthRule;
import io.heaptide.gate.KnownLeaks;
import io.heaptide.gate.LeakRule;
import io.heaptide.gate.SourceTree;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.command.Commands;
import io.heaptide.importers.command.ReadingOptions;
import io.heaptide.importers.summary.SiteChange;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.importers.unmanaged.NativeFormats;
import io.heaptide.queries.QueryRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gate FORMAT FILE}: whether a build's heap profile lets it pass. */
@Command(
        name = "gate",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Fail a build whose heap profile shows definite leaks, or growth against a baseline.",
            "valgrind and leakcanary profiles are leaks by themselves; every format can be compared by --baseline.",
            "A profile that is only a part fails: it cannot vouch for what it does not show."
        },
        footer = {"", "Exit codes: 0 passed, 1 failed, 2 wrong use."})
public final class GateCommand implements Callable<Integer> {

    private static final String VALGRIND = "valgrind";

    /** Formats of which each byte is lost. */
    private static final Set<String> LEAK_FORMATS = Set.of(VALGRIND, "leakcanary");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    // not required for picocli, which would ask for them beside a subcommand, too
    @Parameters(index = "0", arity = "0..1", paramLabel = "FORMAT", description = "As for import, but lambda")
    private @Nullable String format;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FILE",
            description = "Profiles of the build, each judged by itself; - is standard input")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--baseline",
            paramLabel = "OLD",
            description = "The profile to compare with, of any format; Valgrind's with Valgrind's alone")
    private @Nullable String baseline;

    @Option(
            names = "--max-leaked",
            paramLabel = "SIZE",
            defaultValue = "0",
            converter = ByteSizeConverter.class,
            description = "Without a baseline: what may be lost (default: nothing)")
    private ByteSize maxLeaked = new ByteSize(0);

    @Option(
            names = "--max-growth",
            paramLabel = "SHARE",
            defaultValue = "10%",
            converter = ShareConverter.class,
            description = "With a baseline: by how much of it all sites together may grow (default: ${DEFAULT-VALUE})")
    private double maxGrowth;

    @Option(
            names = "--max-site-growth",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            description = "With a baseline: by how much any one site may grow")
    private @Nullable ByteSize maxSiteGrowth;

    @Option(
            names = "--known",
            paramLabel = "LIST",
            description = "Sites that are tolerated: a fingerprint and the reason a line")
    private @Nullable Path known;

    @Option(
            names = "--sources",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The project, in which the places of sites are looked up (default: here)")
    private Path sources = Path.of(".");

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    private GateCommand() {}

    /**
     * The command with its own explanations of failure, alone or as a part of another.
     *
     * @param questions opens where questions about services go
     */
    public static CommandLine commandLine(Supplier<QueryRunner> questions) {
        return Commands.of(new GateCommand()).addSubcommand(VersionGateCommand.commandLine(questions));
    }

    @Override
    public Integer call() throws IOException {
        if (format == null || files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "a FORMAT and a FILE are needed");
        }
        if (baseline == null && !LEAK_FORMATS.contains(format)) {
            reading.importer(format);
            throw new ParameterException(
                    spec.commandLine(),
                    format + " profiles show what is alive, not what is lost: compare with another by --baseline");
        }
        return reports.tell(judge(format), reading.json());
    }

    private GateResult judge(String named) throws IOException {
        SourceTree tree = SourceTree.of(sources);
        KnownLeaks tolerated = known == null ? KnownLeaks.NONE : KnownLeaks.parse(lines(known));
        List<GateCase> cases = new ArrayList<>();
        for (String file : files) {
            SiteReport report = reading.read(file, Optional.of(importer(named)));
            report.missing().map(why -> incomplete(file, why)).ifPresent(cases::add);
            cases.addAll(judge(report, tolerated, tree));
        }
        cases.sort(Comparator.comparing(GateCase::status).reversed()); // stable: within a status as judged
        return new GateResult(named + " " + String.join(" ", files), cases);
    }

    private List<GateCase> judge(SiteReport report, KnownLeaks tolerated, SourceTree tree) throws IOException {
        if (baseline == null) {
            return new LeakRule(maxLeaked, tolerated).judge(report, tree);
        }
        SiteReport older = reading.read(baseline, older());
        return new GrowthRule(maxGrowth, Optional.ofNullable(maxSiteGrowth), tolerated)
                .judge(SiteChange.between(older, report), tree);
    }

    /** A baseline of the same tool is read the same way; that of another is recognised. */
    private Optional<ProfileImporter> older() {
        return VALGRIND.equals(format) ? Optional.of(importer(VALGRIND)) : Optional.empty();
    }

    private ProfileImporter importer(String named) {
        return named.equals(VALGRIND) ? NativeFormats.definiteLosses() : reading.importer(named);
    }

    private static GateCase incomplete(String file, String why) {
        return GateCase.of("whole-profile", file, Status.UNDECIDED, "the profile is only a part: " + why);
    }

    private List<String> lines(Path list) throws IOException {
        try {
            return Files.readAllLines(list);
        } catch (NoSuchFileException absent) {
            throw new BadProfile("no such file: " + list, absent);
        }
    }
}
