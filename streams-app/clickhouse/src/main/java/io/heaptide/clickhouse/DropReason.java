package io.heaptide.clickhouse;

import java.util.Locale;

/** Why a record could not become rows. */
public enum DropReason {
    /** no bytes at all: a tombstone on a topic that has none */
    EMPTY_RECORD,
    /** no record of a known schema */
    MALFORMED_RECORD,
    /** the columns of a sample batch do not fit together */
    BROKEN_COLUMNS,
    /** a time outside the years 2000 to 2099 */
    IMPLAUSIBLE_TIME,
    /** a negative count or size */
    NEGATIVE_VALUE;

    /** As it is written to the dead-letters topic: lower snake case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
