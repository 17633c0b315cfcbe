package io.heaptide.local;

/** An engine could not be fetched, started or stopped; the message says why and what to do about it. */
public final class LocalEngineException extends RuntimeException {
    public LocalEngineException(String message) {
        super(message);
    }

    public LocalEngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
