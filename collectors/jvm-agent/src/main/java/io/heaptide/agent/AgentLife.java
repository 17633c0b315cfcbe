package io.heaptide.agent;

import io.heaptide.agent.allocation.AllocationProbe;
import io.heaptide.agent.allocation.SummaryPolicy;
import io.heaptide.agent.process.NativeMemory;
import io.heaptide.agent.process.ProcessMemory;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.metrics.Meter;
import java.util.concurrent.Callable;

/** What happens between the agent's start and its host's end. Every failure stays inside. */
public final class AgentLife {

    /** The instrumentation scope of everything that is the agent's own. */
    public static final String SCOPE = "io.heaptide.agent";

    private final OpenTelemetry telemetry;
    private final AgentSettings settings;
    private final Runnable lastExport;
    private final AgentHealth health = new AgentHealth();

    /**
     * A life that has not begun.
     *
     * @param lastExport sends what is left within a bound, when the host ends
     */
    public AgentLife(OpenTelemetry telemetry, AgentSettings settings, Runnable lastExport) {
        this.telemetry = telemetry;
        this.settings = settings;
        this.lastExport = lastExport;
    }

    /** Begins on a thread of its own; does nothing where an agent is at work in this JVM already. */
    public static void begin(Callable<AgentLife> start) {
        if (AgentState.claim()) {
            Thread thread = new Thread(() -> run(start), "heaptide-agent");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void run(Callable<AgentLife> start) {
        try {
            start.call().live();
        } catch (Throwable failure) { // a JVM without some module fails with an Error, and its host must not notice
            AgentState.failed(failure);
            Detachment.announce(AgentHealth.MEASURING, failure);
        }
    }

    private void live() {
        if (!settings.enabled()) {
            AgentState.disabled();
            return;
        }
        measure(telemetry.getMeter(SCOPE));
        Logger events = telemetry.getLogsBridge().get(SCOPE);
        report(new Lifecycle(events));
        AgentState.running();
        if (settings.summarisesAllocations()) {
            summariseAllocations(events);
        }
    }

    private void measure(Meter meter) {
        health.register(meter);
        ProcessMemory.ofThisProcess().register(meter);
        health.running(AgentHealth.MEASURING);
        if (NativeMemory.isTracked()) {
            health.running(AgentHealth.NATIVE_MEMORY);
            new NativeMemory(settings.nativeMemoryDelay(), cause -> health.detached(AgentHealth.NATIVE_MEMORY, cause))
                    .register(meter);
        }
    }

    private void report(Lifecycle lifecycle) {
        lifecycle.started();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            lifecycle.stopped("shutdown");
                            lastExport.run();
                        },
                        "heaptide-stop"));
    }

    /** Last, and on the agent's own thread, which it keeps for good. */
    private void summariseAllocations(Logger events) {
        try (AllocationProbe probe = AllocationProbe.start(
                settings.allocationInterval(), SummaryPolicy.within(settings.allocationBudgetBytes()))) {
            health.running(AgentHealth.ALLOCATION_SAMPLING);
            Thread.sleep(settings.allocationInterval().toMillis());
            while (!HostShutdown.inProgress()) { // then the recorder deletes its files and complains about readers
                AllocationEvent.of(probe.summarise()).emit(events);
                Thread.sleep(settings.allocationInterval().toMillis());
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) { // a run-time image may lack jdk.jfr: memory is measured all the same
            health.detached(AgentHealth.ALLOCATION_SAMPLING, failure);
        }
    }
}
