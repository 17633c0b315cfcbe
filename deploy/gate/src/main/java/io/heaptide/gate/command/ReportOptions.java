package io.heaptide.gate.command;

import io.heaptide.gate.GateResult;
import io.heaptide.gate.report.CodeQualityReport;
import io.heaptide.gate.report.GateReport;
import io.heaptide.gate.report.JUnitReport;
import io.heaptide.gate.report.JsonReport;
import io.heaptide.gate.report.TextReport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the result goes: to the log always, to files as asked. */
final class ReportOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write a JUnit XML report")
    private @Nullable Path junit;

    @Option(
            names = "--code-quality",
            paramLabel = "FILE",
            description = "Also write a GitLab Code Quality report: sites by file and line")
    private @Nullable Path codeQuality;

    /** Tells the result; the exit code that it means. */
    int tell(GateResult result, boolean json) throws IOException {
        write(junit, new JUnitReport(), result);
        write(codeQuality, new CodeQualityReport(), result);
        GateReport log = json ? new JsonReport() : new TextReport();
        log.write(result, spec.commandLine().getOut());
        return result.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void write(@Nullable Path file, GateReport report, GateResult result) throws IOException {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (Writer out = Files.newBufferedWriter(file)) {
            report.write(result, out);
        }
    }
}
