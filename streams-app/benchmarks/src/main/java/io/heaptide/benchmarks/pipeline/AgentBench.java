package io.heaptide.benchmarks.pipeline;

import com.sun.net.httpserver.HttpServer;
import io.heaptide.backtest.DurationConverter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command: what the agent costs its host. */
@Command(
        name = "agent",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "What the JVM agent costs the program it watches.",
        footer = {
            "",
            "The same program runs without and with the agent, by turns, in a JVM of its own each time: so many"
                    + " requests",
            "a second, all of the same work. Counted is the processor time of the whole process, so that a busy"
                    + " machine",
            "lengthens nothing; what it spends until the warm-up is over, the agent's start included, counts apart."
                    + " The",
            "heap is of one size and touched beforehand: resident memory is what the agent needs outside of it, live",
            "heap is what it keeps inside. The agent has its defaults and exports to a receiver in this process.",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong use."
        })
public final class AgentBench implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--agent",
            paramLabel = "JAR",
            description = "the agent's jar (default: the one of this distribution)")
    private @Nullable Path agent;

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "3", description = "(default: ${DEFAULT-VALUE})")
    private int pairs;

    @Option(
            names = "--warmup",
            paramLabel = "DURATION",
            defaultValue = "1m30s",
            converter = DurationConverter.class,
            description = "longer than a minute, when the agent has done everything once (default: ${DEFAULT-VALUE})")
    private Duration warmup = Duration.ZERO;

    @Option(
            names = "--time",
            paramLabel = "DURATION",
            defaultValue = "2m",
            converter = DurationConverter.class,
            description = "how long to measure (default: ${DEFAULT-VALUE})")
    private Duration time = Duration.ZERO;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            converter = CountConverter.class,
            description = "requests a second, a third of a millisecond's work each (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Path jar = jar();
        PrintWriter err = spec.commandLine().getErr();
        List<Figures> measured = new ArrayList<>();
        HttpServer receiver = receiver();
        try {
            for (int pair = 1; pair <= pairs; pair++) {
                Figures without = run(List.of(), Map.of());
                Figures with = run(
                        List.of("-javaagent:" + jar),
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                "http://127.0.0.1:" + receiver.getAddress().getPort()));
                measured.add(cost(without, with));
                err.println("pair " + pair + ": " + measured.get(pair - 1).values());
                err.flush();
            }
        } finally {
            receiver.stop(0);
        }
        FigureReport report = new FigureReport(pairs + " pairs of runs", measured);
        spec.commandLine().getOut().print(json ? report.json() : report.table());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    static Figures cost(Figures without, Figures with) {
        return new Figures(Map.of(
                AgentLoad.CPU + "_without",
                without.get(AgentLoad.CPU),
                AgentLoad.CPU + "_with",
                with.get(AgentLoad.CPU),
                AgentLoad.CPU + "_extra",
                extra(AgentLoad.CPU, without, with),
                "cpu_ratio",
                with.get(AgentLoad.CPU) / without.get(AgentLoad.CPU),
                AgentLoad.START_CPU + "_extra",
                extra(AgentLoad.START_CPU, without, with),
                AgentLoad.RESIDENT + "_extra",
                extra(AgentLoad.RESIDENT, without, with),
                AgentLoad.LIVE + "_extra",
                extra(AgentLoad.LIVE, without, with)));
    }

    private static double extra(String name, Figures without, Figures with) {
        return with.get(name) - without.get(name);
    }

    private Figures run(List<String> agentFlags, Map<String, String> environment) throws IOException {
        List<String> flags = new ArrayList<>(List.of("-Xms256m", "-Xmx256m", "-XX:+UseG1GC", "-XX:+AlwaysPreTouch"));
        flags.addAll(agentFlags);
        List<String> arguments = List.of(warmup.toString(), time.toString(), Integer.toString(rate));
        try (BenchProcess process = new BenchProcess(AgentLoad.class, flags, environment, arguments)) {
            return process.figures();
        }
    }

    private Path jar() throws IOException {
        Path jar = agent == null
                ? Path.of(System.getProperty("heaptide.dist", "."), "agent", "heaptide-jvm-agent.jar")
                : agent;
        if (!Files.isReadable(jar)) {
            throw new IOException("no agent at " + jar + ": name one by --agent");
        }
        return jar.toAbsolutePath();
    }

    /** Takes everything, as a collector does that is not the bottleneck. */
    private static HttpServer receiver() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
            }
        });
        http.start();
        return http;
    }
}
