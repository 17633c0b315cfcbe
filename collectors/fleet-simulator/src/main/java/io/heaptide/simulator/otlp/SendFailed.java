package io.heaptide.simulator.otlp;

/** Telemetry could not be delivered, and trying on would not help. */
public final class SendFailed extends RuntimeException {

    SendFailed(String message) {
        super(message);
    }

    SendFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
