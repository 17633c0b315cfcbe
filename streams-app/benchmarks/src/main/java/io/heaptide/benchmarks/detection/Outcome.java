package io.heaptide.benchmarks.detection;

/** What one detector made of one case. */
record Outcome(Case of, Truth truth, Testimony said) {
    boolean isFound() {
        return truth.leaks() && said.found().isPresent();
    }

    /** Found before the limit was full, where it is full before the recording ends. */
    boolean isFoundInTime() {
        return truth.fillsLimitWithin()
                && said.found()
                        .filter(alarm ->
                                alarm.atMillis() < truth.failure().atMillis().orElse(Long.MAX_VALUE))
                        .isPresent();
    }

    /** A leak that was not found, or not before its limit was full. */
    boolean isMissed() {
        return truth.leaks() && (truth.fillsLimitWithin() ? !isFoundInTime() : !isFound());
    }

    boolean isFalselyAlarmed() {
        return truth.isNegative() && !said.falseAlarms().isEmpty();
    }
}
