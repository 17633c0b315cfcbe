package io.heaptide.backtest;

import java.io.IOException;
import java.time.Duration;

/** Prometheus did not give what was asked for; the message says so in its own words. */
class PrometheusFailed extends IOException {
    private static final long serialVersionUID = 1L;

    PrometheusFailed(String message) {
        super(message);
    }

    /** It asked for too much at once: less may go well. */
    static final class TooMuch extends PrometheusFailed {
        private static final long serialVersionUID = 1L;

        TooMuch(String message) {
            super(message);
        }
    }

    /** It may go well later. */
    static final class ForNow extends PrometheusFailed {
        private static final long serialVersionUID = 1L;

        private final Duration notBefore;

        /** @param notBefore how long it asks to be left alone, zero if it does not say */
        ForNow(String message, Duration notBefore) {
            super(message);
            this.notBefore = notBefore;
        }

        Duration notBefore() {
            return notBefore;
        }
    }
}
