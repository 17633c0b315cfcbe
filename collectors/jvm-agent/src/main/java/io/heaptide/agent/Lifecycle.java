package io.heaptide.agent;

import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import java.time.Instant;

/** Says when this process began and when it ended in order. */
final class Lifecycle {

    static final String EVENT = "heaptide.lifecycle";

    private final Logger events;

    Lifecycle(Logger events) {
        this.events = events;
    }

    /** Dated by the process's birth, not by the agent's: told twice, it is the same event. */
    void started() {
        emit(ProcessBirth.instant(), Value.of(KeyValue.of("type", Value.of("start"))));
    }

    void stopped(String reason) {
        emit(
                Instant.now(), // the shutdown itself is the event
                Value.of(KeyValue.of("type", Value.of("stop")), KeyValue.of("reason", Value.of(reason))));
    }

    private void emit(Instant at, Value<?> body) {
        events.logRecordBuilder()
                .setEventName(EVENT)
                .setSeverity(Severity.INFO)
                .setTimestamp(at)
                .setBody(body)
                .emit();
    }
}
