package io.heaptide.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heaptide.benchmarks.Bench;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AgentBenchTest {

    @Test
    void theCostIsWhatTheAgentAdds() {
        Figures cost = AgentBench.cost(run(20.0, 1.5, 300, 10), run(20.5, 3.0, 322, 14));

        assertThat(cost.get("cpu_percent_of_a_core_extra")).isCloseTo(0.5, within(1e-9));
        assertThat(cost.get("cpu_ratio")).isCloseTo(1.025, within(1e-9));
        assertThat(cost.get("start_cpu_seconds_extra")).isCloseTo(1.5, within(1e-9));
        assertThat(cost.get("resident_mib_extra")).isEqualTo(22);
        assertThat(cost.get("live_heap_mib_extra")).isEqualTo(4);
    }

    @Test
    void aRunWithoutAFigureIsNoCost() {
        assertThat(AgentBench.cost(new Figures(Map.of()), run(1, 1, 1, 1)).get("cpu_ratio"))
                .isNaN();
    }

    @Test
    void aMissingAgentIsNamed() {
        StringWriter err = new StringWriter();
        CommandLine bench = Bench.commandLine().setErr(new PrintWriter(err, true));

        assertThat(bench.execute("agent", "--agent=/nowhere/agent.jar")).isEqualTo(1);
        assertThat(err.toString()).contains("no agent at /nowhere/agent.jar");
    }

    private static Figures run(double cpu, double start, double resident, double live) {
        return new Figures(Map.of(
                AgentLoad.CPU, cpu, AgentLoad.START_CPU, start, AgentLoad.RESIDENT, resident, AgentLoad.LIVE, live));
    }
}
