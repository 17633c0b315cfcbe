package io.heaptide.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HeaptideTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path home = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "status",
                "down",
                "query",
                "sql",
                "import",
                "diff",
                "diagnose",
                "gate",
                "backtest",
                "attach",
                "version"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: heaptide " + command).contains("--help");
    }

    @Test
    void wrongUseIsTwo() {
        assertThat(run("brew")).isEqualTo(2);
        assertThat(err.toString()).contains("brew");
        assertThat(run("demo", "--timeout=soon")).isEqualTo(2);
        assertThat(err.toString()).contains("soon").contains("--timeout");
        assertThat(run("query", "nope", "--home=" + home)).isEqualTo(2);
        assertThat(err.toString()).contains("nope").contains("current-leaks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "query current-leaks", "sql SELECT-1"})
    void aQuestionWithoutAStackSaysHowToStartOne(String words) {
        List<String> arguments = List.of((words + " --home=" + home).split(" ", -1));
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(1);
        assertThat(err.toString()).contains("no stack runs in " + home).contains("up --detach");
    }

    @Test
    void commandsOfOtherModulesExplainTheirFailures() {
        String absent = home.resolve("absent").toString();
        assertThat(run("import", "jemalloc", absent, "--service=shop")).isEqualTo(1);
        assertThat(run("backtest", "--samples=" + absent, "--out=" + home.resolve("out.csv")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("import: no such file").contains("backtest: no such file");
    }

    @Test
    void nothingToStopIsNoError() {
        assertThat(run("down", "--home=" + home)).isZero();
    }

    @Test
    void aDamagedStateFileIsNamed() throws Exception {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(home.resolve("run").resolve("stack.json"), "{");
        assertThat(run("status", "--home=" + home)).isEqualTo(1);
        assertThat(err.toString()).contains("stack.json is damaged");
    }

    private int run(String... arguments) {
        CommandLine command = Heaptide.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
