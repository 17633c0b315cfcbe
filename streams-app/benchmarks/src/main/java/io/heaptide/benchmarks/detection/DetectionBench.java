package io.heaptide.benchmarks.detection;

import io.heaptide.backtest.DurationConverter;
import io.heaptide.backtest.ProgressBar;
import io.heaptide.benchmarks.baseline.Baseline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: how well leaks are found, in recorded series and in a simulated fleet. */
@Command(
        name = "detection",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "How well leaks are found: Heaptide beside what others do, online, on labelled series.",
        footer = {
            "",
            "FAR: share of the negatives that are ever alarmed; a leak's time before its fault is a negative too.",
            "F1@10%%: where one series in ten leaks. Delay and suspect: median time from fault to alarm, and to the first",
            "suspicion, as a share of the time from fault to full limit, or to the end of a recording's highest readings.",
            "Delay to limit: the same as a share of the time to a full limit, had a recording that stops before gone on.",
            "In time: leaks that fill their limit within the run, found before. Exit codes: 0 done, 1 failed, 2 wrong use."
        })
public final class DetectionBench implements Callable<Integer> {
    private static final long PROBE_SEED = 20260101;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--leakbench",
            paramLabel = "DIR",
            description = "recorded series: a folder a dataset, each with labels.csv and samples.csv.gz")
    private @Nullable Path leakbench;

    @Option(
            names = "--services",
            paramLabel = "N",
            defaultValue = "200",
            description = "services of the simulated fleet, 0 for none (default: ${DEFAULT-VALUE})")
    private int services = 200;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "14",
            description = "simulated days (default: ${DEFAULT-VALUE})")
    private int days = 14;

    @Option(
            names = "--seeds",
            paramLabel = "SEED",
            split = ",",
            defaultValue = "1,2,3",
            description = "a simulated fleet for each of these seeds (default: ${DEFAULT-VALUE})")
    private List<Long> seeds = List.of();

    @Option(
            names = "--step",
            paramLabel = "DURATION",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "simulated time from one reading to the next (default: ${DEFAULT-VALUE})")
    private Duration step = Duration.ofMinutes(1);

    @Option(names = "--alone", description = "only Heaptide, without what others do")
    private boolean alone;

    @Option(
            names = "--explain",
            description = "list what Heaptide missed and where it alarmed falsely, with the gates that decided")
    private boolean explain;

    @Option(names = "--json", description = "print JSON instead of tables")
    private boolean json;

    @Option(names = "--csv", paramLabel = "FILE", description = "write all figures to FILE")
    private @Nullable Path csv;

    @Option(names = "--markdown", paramLabel = "FILE", description = "write the tables of a README to FILE")
    private @Nullable Path markdown;

    @Option(names = "--html", paramLabel = "FILE", description = "write a page with the calibration plots to FILE")
    private @Nullable Path html;

    @Option(
            names = "--verdicts",
            paramLabel = "DIR",
            description = "write Heaptide's alarms on each recorded dataset to DIR, for the leakbench scorer")
    private @Nullable Path verdicts;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Results results = tried(datasets());
        Reports reports = new Reports(results);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? reports.json() : reports.text());
        if (explain) {
            new Explanation(out).print(results.of(results.methods().get(0)));
        }
        out.flush();
        write(csv, reports::csv);
        write(markdown, reports::markdown);
        write(html, reports::html);
        if (verdicts != null) {
            AlarmFiles.write(verdicts, results.recorded(results.methods().get(0)));
        }
        return ExitCode.OK;
    }

    private static void write(@Nullable Path file, Supplier<String> report) throws IOException {
        if (file != null) {
            Files.writeString(file, report.get());
        }
    }

    private Results tried(List<Dataset> datasets) throws InterruptedException {
        List<Method> methods = Stream.concat(
                        Stream.of(new Heaptide()), alone ? Stream.empty() : Baseline.all().stream())
                .toList();
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), Ansi.AUTO.enabled());
        int cases = datasets.stream().mapToInt(each -> each.cases().size()).sum();
        List<Result> results = new ArrayList<>();
        int before = 0;
        try (Trials trials = new Trials(methods, new Probes(PROBE_SEED))) {
            for (Dataset dataset : datasets) {
                int tried = before;
                results.addAll(
                        trials.of(dataset, (done, readings) -> bar.show((tried + done) / (double) cases, readings)));
                before += dataset.cases().size();
            }
            bar.finish(String.format(Locale.ROOT, "%,d cases, %,d samples", cases, trials.readings()));
        }
        return new Results(results);
    }

    private List<Dataset> datasets() throws IOException {
        List<Dataset> datasets = new ArrayList<>();
        if (leakbench != null) {
            Leakbench recorded = new Leakbench(leakbench);
            for (String name : recorded.datasets()) {
                datasets.add(new Dataset(name, false, recorded.cases(name)));
            }
        }
        for (long seed : services > 0 ? seeds : List.<Long>of()) {
            datasets.add(new Dataset(
                    "simulator, seed " + seed, true, SimulatedCase.fleet(services, seed, Duration.ofDays(days), step)));
        }
        if (datasets.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "nothing to do: give --leakbench, or --services above 0");
        }
        return datasets;
    }
}
