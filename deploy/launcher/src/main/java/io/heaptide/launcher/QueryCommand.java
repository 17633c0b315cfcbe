package io.heaptide.launcher;

import io.heaptide.queries.NamedQuery;
import io.heaptide.queries.QueryFailed;
import io.heaptide.queries.QueryLibrary;
import io.heaptide.queries.QueryParameter;
import io.heaptide.queries.QueryRunner;
import io.heaptide.queries.QueryUsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heaptide query NAME}: a question of the library. */
@Command(name = "query", description = "Ask a question of the query library; without a name, list them.")
final class QueryCommand implements Callable<Integer> {

    @Mixin
    HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Which question")
    private @Nullable String name;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "KEY=VALUE",
            description = "A parameter of the question; the list shows which it takes")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--list", description = "List the questions with their parameters")
    private boolean list;

    @Override
    public Integer call() {
        QueryLibrary library = QueryLibrary.load();
        if (list || name == null) {
            library.list().forEach(this::describe);
            return 0;
        }
        try {
            ask(library.named(name));
            return 0;
        } catch (QueryUsageException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (QueryFailed e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    private void ask(NamedQuery query) {
        try (QueryRunner runner = StackQuestions.open(home.path(), System.getenv())) {
            answer.print(runner.run(query, parameters));
        }
    }

    private void describe(NamedQuery query) {
        Terminal terminal = Terminal.standardOutput();
        terminal.line(String.format("%-22s %s", query.name(), query.question()));
        for (QueryParameter parameter : query.parameters()) {
            String value = parameter.defaultValue().map(text -> " = " + text).orElse(" (required)");
            terminal.line(terminal.dim(
                    String.format("%-22s   -p %s%s  %s", "", parameter.name(), value, parameter.description())));
        }
    }
}
