package io.heaptide.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heaptide up}: runs the local stack until Ctrl-C, or in the background with {@code --detach}. */
@Command(name = "up", description = "Start the local stack: Kafka, ClickHouse, OTLP gateway, streams-app.")
final class UpCommand implements Callable<Integer> {

    @Mixin
    HelpOption help = new HelpOption();

    private static final Duration PATIENCE = Duration.ofMinutes(20); // the first start downloads the engine
    private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);

    @Mixin
    private StackOptions options = new StackOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-d", "--detach"},
            description = "Return once the stack is up and leave it running; stop it with 'down'")
    private boolean detach;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standardOutput();
        RunningStack.refuseSecond(options.home());
        return detach ? detach(terminal) : run(terminal);
    }

    private int run(Terminal terminal) {
        try (Shutdown shutdown = new Shutdown(terminal)) {
            Stack stack = Stack.start(options.insistingOnPorts(), Map.of(), terminal, shutdown);
            terminal.line("");
            terminal.line("  Send OTLP metrics to " + stack.otlpHttp() + " (gRPC " + options.otlpGrpcPort
                    + "), then ask: " + Invocation.of("query current-leaks"));
            terminal.line("  Logs in " + Stack.logs(options) + ". Ctrl-C stops everything.");
            while (!shutdown.begun()) {
                stack.mustLive();
                Waiting.pause(WATCH_PERIOD);
            }
        }
        return 0;
    }

    private int detach(Terminal terminal) {
        Path log = Stack.logs(options).resolve("up.log");
        Component supervisor = startSupervisor(log);
        terminal.passing("    starting in the background, log in " + log + " …");
        Waiting.until(
                () -> !supervisor.isAlive() || RunningStack.find(options.home()).isPresent(), PATIENCE);
        Optional<RunningStack> running = RunningStack.find(options.home());
        if (running.isEmpty()) {
            supervisor.close();
            throw new Failure("the stack did not come up; see " + log);
        }
        new AnswerOptions().print(StatusTable.of(running.get()).result());
        return 0;
    }

    private Component startSupervisor(Path log) {
        List<String> arguments =
                new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
        arguments.removeAll(List.of("-d", "--detach"));
        return Component.start("up", Components.launcherInBackground(arguments), Map.of(), log);
    }
}
