package io.heaptide.launcher;

import io.heaptide.queries.QueryFailed;
import io.heaptide.queries.QueryRunner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code heaptide sql "SELECT …"}: anything that ClickHouse can answer without writing. */
@Command(name = "sql", description = "Ask in SQL, read-only.")
final class SqlCommand implements Callable<Integer> {

    @Mixin
    HelpOption help = new HelpOption();

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Parameters(
            index = "0",
            paramLabel = "STATEMENT",
            description = "One statement, such as \"SELECT * FROM current_leaks\"")
    private String statement = "";

    @Override
    public Integer call() {
        try (QueryRunner runner = StackQuestions.open(home.path(), System.getenv())) {
            answer.print(runner.sql(statement));
            return 0;
        } catch (QueryFailed e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }
}
