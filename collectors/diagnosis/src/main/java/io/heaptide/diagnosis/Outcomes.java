package io.heaptide.diagnosis;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what became of diagnoses: in the log, in numbers, and as events of the instances. */
final class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    private static final int MAX_REASON_CHARS = 1000;

    private final Consumer<LifecycleEvent> events;
    private final InstantSource clock;
    private final DiagnosisCounters counters;

    Outcomes(Consumer<LifecycleEvent> events, InstantSource clock, DiagnosisCounters counters) {
        this.events = events;
        this.clock = clock;
        this.counters = counters;
    }

    void captured(InstanceRef instance, String why, String found) {
        counters.capture();
        tell(instance, "captured: " + found + " (" + why + ")");
    }

    void refused(InstanceRef instance, String why, String reason) {
        counters.refuse();
        tell(instance, "refused: " + reason + " (" + why + ")");
    }

    void failed(InstanceRef instance, String why, String reason) {
        counters.fail();
        tell(instance, "failed: " + reason + " (" + why + ")");
    }

    private void tell(InstanceRef instance, String outcome) {
        LOG.info(
                "diagnosis of {}/{} {} {}",
                instance.getServiceNamespace(),
                instance.getServiceName(),
                instance.getServiceInstanceId(),
                outcome);
        events.accept(LifecycleEvent.newBuilder()
                .setInstance(instance)
                .setType(LifecycleType.DIAGNOSIS)
                .setAtMs(clock.millis())
                .setReason(outcome.substring(0, Math.min(MAX_REASON_CHARS, outcome.length())))
                .build());
    }
}
