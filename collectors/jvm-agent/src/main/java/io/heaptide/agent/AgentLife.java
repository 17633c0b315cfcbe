package io.heaptide.agent;

import io.heaptide.agent.allocation.AllocationProbe;
import io.heaptide.agent.allocation.SummaryPolicy;
import io.heaptide.agent.process.ProcessMemory;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.instrumentation.runtimetelemetry.RuntimeTelemetry;
import io.opentelemetry.instrumentation.runtimetelemetry.RuntimeTelemetryBuilder;
import io.opentelemetry.instrumentation.runtimetelemetry.internal.Experimental;

/** What happens between the agent's start and its host's end. Every failure stays inside. */
final class AgentLife {

    private AgentLife() {}

    static void begin(String options) {
        try {
            Telemetry telemetry = Telemetry.configure(AgentOptions.parse(options));
            if (telemetry.settings().enabled()) {
                measure(telemetry);
                report(telemetry);
            }
        } catch (Throwable failure) { // a JVM without some module fails with an Error, and its host must not notice
            Detachment.announce("measuring", failure);
        }
    }

    private static void measure(Telemetry telemetry) {
        RuntimeTelemetryBuilder runtime = RuntimeTelemetry.builder(telemetry.sdk());
        Experimental.setEmitExperimentalMetrics(runtime, true); // direct and mapped buffers leak too
        runtime.build();
        ProcessMemory.ofThisProcess().register(telemetry.sdk().getMeter(Telemetry.SCOPE));
    }

    private static void report(Telemetry telemetry) {
        Logger events = telemetry.sdk().getLogsBridge().get(Telemetry.SCOPE);
        Lifecycle lifecycle = new Lifecycle(events);
        lifecycle.started();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            lifecycle.stopped("shutdown");
                            telemetry.close();
                        },
                        "heaptide-stop"));
        if (telemetry.settings().summarisesAllocations()) {
            summariseAllocations(telemetry.settings(), events);
        }
    }

    /** Last, and on the agent's own thread, which it keeps for good. */
    private static void summariseAllocations(AgentSettings settings, Logger events) {
        try (AllocationProbe probe = AllocationProbe.start(
                settings.allocationInterval(), SummaryPolicy.within(settings.allocationBudgetBytes()))) {
            Thread.sleep(settings.allocationInterval().toMillis());
            while (!HostShutdown.inProgress()) { // then the recorder deletes its files and complains about readers
                AllocationEvent.of(probe.summarise()).emit(events);
                Thread.sleep(settings.allocationInterval().toMillis());
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) { // a run-time image may lack jdk.jfr: memory is measured all the same
            Detachment.announce("allocation sampling", failure);
        }
    }
}
