package io.heaptide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTest {
    private final StringWriter err = new StringWriter();

    @Test
    void withoutANameItShowsItsUseAndFails() {
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("Usage: bench");
    }

    private int run(String... args) {
        return Bench.commandLine().setErr(new PrintWriter(err, true)).execute(args);
    }
}
