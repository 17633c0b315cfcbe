package io.heaptide.launcher;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code heaptide down}: stops the stack of a home directory, whoever started it; nothing to stop is no error. */
@Command(name = "down", description = "Stop the local stack; its data is kept.")
final class DownCommand implements Callable<Integer> {

    @Mixin
    HelpOption help = new HelpOption();

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    @Mixin
    private HomeOption home = new HomeOption();

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standardOutput();
        Optional<ProcessHandle> supervisor = RunningStack.find(home.path()).flatMap(RunningStack::supervisor);
        if (supervisor.isEmpty()) {
            terminal.line("no stack runs in " + home.path());
            return 0;
        }
        stop(supervisor.get());
        terminal.line("stopped; the data stays in " + home.path());
        return 0;
    }

    private static void stop(ProcessHandle supervisor) {
        supervisor.destroy();
        if (!Waiting.until(() -> !supervisor.isAlive(), PATIENCE)) {
            supervisor.destroyForcibly(); // its children notice and stop by themselves
            throw new Failure("the stack did not stop within " + PATIENCE.toSeconds() + " s and was killed");
        }
    }
}
