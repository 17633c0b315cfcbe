package io.heaptide.diagnosis;

/**
 * What becomes of a request.
 *
 * @param kind whether the instance is looked into
 * @param reason why, for people
 */
record Ruling(Kind kind, String reason) {

    /** Whether it is looked into. */
    enum Kind {
        /** it is */
        GRANTED,
        /** it is not: the day's budget is spent */
        OVER_BUDGET,
        /** it is not: nobody waits for it any more, but it counts for the day */
        TOO_OLD,
        /** it is not: it was ruled on before */
        REPEATED
    }
}
