package io.heaptide.launcher;

import io.heaptide.queries.QueryResult;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code heaptide status}: whether each part of the local stack is well; exit code 1 if one is not. */
@Command(name = "status", description = "Show the parts of the local stack and whether they are well.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    HelpOption help = new HelpOption();

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Override
    public Integer call() {
        Optional<RunningStack> running = RunningStack.find(home.path());
        if (running.isEmpty()) {
            throw new Failure(
                    "no stack runs in " + home.path() + ": start one with '" + Invocation.of("up --detach") + "'");
        }
        StatusTable table = StatusTable.of(running.get());
        QueryResult result = table.result();
        answer.print(result);
        return table.allWell() ? 0 : 1;
    }
}
