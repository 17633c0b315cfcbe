package io.heaptide.importers.command;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.lambda.FunctionReadings;
import io.heaptide.importers.lambda.LambdaReports;
import io.heaptide.importers.summary.ProfileFormats;
import io.heaptide.importers.summary.ProfileReader;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.importers.symbols.SymbolPolicy;
import io.heaptide.schemas.InstanceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How profiles are read, the same for every command. */
public final class ReadingOptions {

    /** Reports of a function's memory, which have no sites. */
    static final String FUNCTION_FORMAT = "lambda";

    private static final String STANDARD_INPUT = "-";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--symbols",
            paramLabel = "DIR",
            description = "Where the profiled machine's binaries lie, by their path there or by name; may be repeated")
    private List<Path> roots = new ArrayList<>();

    @Option(names = "--no-symbols", description = "Leave native addresses as they are")
    private boolean withoutSymbols;

    @Option(names = "--json", description = "JSON instead of tab-separated lines")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit")
    @SuppressWarnings("UnusedVariable") // picocli sets it and acts on it
    private boolean help;

    /** Whether the user asked for JSON. */
    public boolean json() {
        return json;
    }

    SitePrinter printer() {
        return json
                ? new JsonPrinter(spec.commandLine().getOut())
                : new TabPrinter(spec.commandLine().getOut());
    }

    /** The importer of a format that a user named. */
    public ProfileImporter importer(String format) {
        return ProfileFormats.named(format)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "unknown format '" + format + "'; known are " + String.join(", ", ProfileFormats.names())
                                + " and " + FUNCTION_FORMAT));
    }

    /** Reads a file, or standard input for {@code -}, and says on standard error if it is only a part. */
    public SiteReport read(String file, Optional<ProfileImporter> importer) throws IOException {
        Optional<SymbolPolicy> symbols =
                withoutSymbols ? Optional.empty() : Optional.of(SymbolPolicy.of(System.getenv(), roots));
        HeapProfile profile =
                opened(file, source -> new ProfileReader(ImportPolicy.defaults(), symbols).read(source, importer));
        sayIncomplete(file, profile.missing());
        return SiteReport.of(profile);
    }

    /** Reads the reports of a function's invocations. */
    FunctionReadings readFunction(String file, InstanceRef function) throws IOException {
        FunctionReadings readings =
                opened(file, source -> LambdaReports.read(source, function, ImportPolicy.defaults()));
        sayIncomplete(file, readings.missing());
        return readings;
    }

    private void sayIncomplete(String file, Optional<String> missing) {
        missing.ifPresent(
                why -> spec.commandLine().getErr().println(spec.name() + ": " + file + " is incomplete: " + why));
    }

    /** What is read from a source while it is open. */
    private interface Reader<T> {
        T read(ProfileSource source) throws IOException;
    }

    private static <T> T opened(String file, Reader<T> reader) throws IOException {
        try (ProfileSource source = open(file, ImportPolicy.defaults())) {
            return reader.read(source);
        } catch (NoSuchFileException absent) {
            throw new BadProfile("no such file: " + file, absent);
        } catch (BadProfile bad) {
            throw new BadProfile(file + ": " + bad.getMessage(), bad);
        }
    }

    private static ProfileSource open(String file, ImportPolicy policy) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return ProfileSource.of(System.in, policy);
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new BadProfile("a directory");
        }
        return ProfileSource.of(path, policy);
    }
}
