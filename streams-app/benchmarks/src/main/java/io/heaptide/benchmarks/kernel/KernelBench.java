package io.heaptide.benchmarks.kernel;

import io.heaptide.backtest.DurationConverter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command: how fast the core is, by JMH. */
@Command(
        name = "kernel",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "How fast the core is: reading, judging, merging, storing; under two minutes as it stands.",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong use."})
public final class KernelBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            defaultValue = ".*",
            description = "only benchmarks whose class and method match, such as AssessBenchmark (default: all)")
    private String only = ".*";

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "1",
            description = "fresh JVMs a benchmark, 0 for none (default: ${DEFAULT-VALUE})")
    private int forks = 1;

    @Option(
            names = "--warmups",
            paramLabel = "N",
            defaultValue = "2",
            description = "iterations that do not count (default: ${DEFAULT-VALUE})")
    private int warmups = 2;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "3",
            description = "iterations that count (default: ${DEFAULT-VALUE})")
    private int iterations = 3;

    @Option(
            names = "--time",
            paramLabel = "DURATION",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "length of an iteration (default: ${DEFAULT-VALUE})")
    private Duration time = Duration.ofSeconds(1);

    @Option(names = "--json", paramLabel = "FILE", description = "write JMH's results to FILE")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + KernelBench.class.getPackageName().replace(".", "\\.") + "\\..*(" + only + ")")
                .forks(forks)
                .warmupIterations(warmups)
                .warmupTime(jmhTime())
                .measurementIterations(iterations)
                .measurementTime(jmhTime())
                .shouldFailOnError(true);
        if (json != null) {
            options.resultFormat(ResultFormatType.JSON).result(json.toString());
        }
        try {
            new Runner(options.build()).run();
        } catch (RunnerException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
        spec.commandLine().getOut().printf("%,d bytes a stored series%n", new WireBenchmark().bytesPerSeries());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private TimeValue jmhTime() {
        return new TimeValue(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
