package io.heaptide.topology;

import java.util.Locale;

/** Why a record, or a row of one, left the flow without being scored. */
public enum DropReason {
    /** The bytes are no record of a known schema. */
    MALFORMED_RECORD(true),
    /** The three columns of a batch differ in length, so no row of it can be trusted. */
    UNEQUAL_COLUMNS(true),
    /** A row names a series that the batch does not describe. */
    SERIES_OUT_OF_RANGE(true),
    /** A series names an instance that the batch does not describe. */
    INSTANCE_OUT_OF_RANGE(true),
    /** Service, instance or signal is blank or too long to be a name. */
    BAD_IDENTITY(true),
    /** A reading below zero. */
    NEGATIVE_BYTES(true),
    /** A reading from before 1970: its clock is not set. */
    BAD_TIME(true),
    /** A reading from further in the future than clocks may differ. */
    FAR_FUTURE(true),
    /** A reading whose pane is closed and gone. */
    LATE(false),
    /** A reading that is already kept. */
    DUPLICATE(false),
    /** A reading of a life that another one has followed. */
    EARLIER_LIFE(false),
    /** A reading that the detector refuses: its clock runs ahead of its own series. */
    REJECTED(true),
    /** One series more than is kept for an instance. */
    TOO_MANY_SERIES(true),
    /** An instance more than fits into the memory granted to a task. */
    STATE_FULL(false),
    /** A key that lies in another partition than the default partitioner gives it. */
    MISPLACED_KEY(true);

    private final boolean deadLettered;

    DropReason(boolean deadLettered) {
        this.deadLettered = deadLettered;
    }

    /** Whether the record is kept in the dead-letter topic; the others are everyday matters and only counted. */
    boolean deadLettered() {
        return deadLettered;
    }

    /** As metrics and dead letters spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
