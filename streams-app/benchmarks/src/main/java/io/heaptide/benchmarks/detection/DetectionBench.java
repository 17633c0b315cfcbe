package io.heaptide.benchmarks.detection;

import io.heaptide.backtest.DurationConverter;
import io.heaptide.backtest.ProgressBar;
import io.heaptide.benchmarks.baseline.Baseline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command: how well leaks are found, in recorded series and in a simulated fleet. */
@Command(
        name = "detection",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "How well leaks are found: Heaptide beside what others do, online, on labelled series.",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong use."})
public final class DetectionBench implements Callable<Integer> {
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

    @Option(
            names = "--explain",
            description = "list every missed leak and every false alarm, with the gates that decided")
    private boolean explain;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, List<Case>> groups = groups();
        List<Method> methods = new ArrayList<>(List.of(new Heaptide()));
        methods.addAll(Baseline.all());
        Map<String, List<List<Outcome>>> outcomes = new LinkedHashMap<>();
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), Ansi.AUTO.enabled());
        int all = groups.values().stream().mapToInt(List::size).sum();
        int before = 0;
        try (Trials trials = new Trials(methods, new Probes(seeds.isEmpty() ? 0 : seeds.get(0)))) {
            for (Map.Entry<String, List<Case>> group : groups.entrySet()) {
                int offset = before;
                outcomes.put(
                        group.getKey(),
                        trials.of(
                                group.getValue(),
                                (done, readings) -> bar.show((offset + done) / (double) all, readings)));
                before += group.getValue().size();
            }
        }
        bar.finish(all + " cases");
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; i < methods.size(); i++) {
            int index = i;
            Map<String, List<Outcome>> own = new LinkedHashMap<>();
            outcomes.forEach((name, some) ->
                    own.put(name, some.stream().map(each -> each.get(index)).toList()));
            new TextReport(out).print(methods.get(i).label(), own);
            if (explain) {
                new Explanation(out).print(own);
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private Map<String, List<Case>> groups() throws IOException {
        Map<String, List<Case>> groups = new LinkedHashMap<>();
        if (leakbench != null) {
            Leakbench recorded = new Leakbench(leakbench);
            for (String dataset : recorded.datasets()) {
                groups.put(dataset, recorded.cases(dataset));
            }
        }
        if (services > 0) {
            for (long seed : seeds) {
                groups.put("simulator-" + seed, SimulatedCase.fleet(services, seed, Duration.ofDays(days), step));
            }
        }
        return groups;
    }
}
