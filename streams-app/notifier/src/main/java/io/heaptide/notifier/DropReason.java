package io.heaptide.notifier;

import java.util.Locale;

/** Why an alert was not sent to a target. */
public enum DropReason {
    /** not a record of the alert schema, or one without an incident or a service */
    MALFORMED(true),
    /** the target was not asked to be told of this state, or never heard of the incident that is now over */
    UNWANTED(false),
    /** the target has taken this state of this incident before */
    ALREADY_DELIVERED(false),
    /** older than {@link RetryPolicy#maxAge()} before the target took it */
    EXPIRED(true),
    /** the target refused it for good */
    REJECTED(true);

    private final boolean isFailure;

    DropReason(boolean isFailure) {
        this.isFailure = isFailure;
    }

    /** Whether somebody missed something, so that the record goes to the dead letters. */
    boolean isFailure() {
        return isFailure;
    }

    /** As metrics and dead letters spell it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
