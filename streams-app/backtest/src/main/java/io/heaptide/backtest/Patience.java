package io.heaptide.backtest;

import java.time.Duration;

/**
 * How long to wait for a server.
 *
 * @param attempts requests until it is given up
 * @param firstPause before the second one; doubled each time
 * @param longestPause what a pause grows to at most, whatever the server asks for
 * @param answer for one whole answer
 */
record Patience(int attempts, Duration firstPause, Duration longestPause, Duration answer) {
    Patience {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, got " + attempts);
        }
        if (answer.isNegative() || answer.isZero()) {
            throw new IllegalArgumentException("answer must be positive, got " + answer);
        }
    }

    /** A restart of the server or of a proxy before it is waited for: about a minute. */
    static Patience defaults() {
        return new Patience(7, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(3));
    }

    /** @param attempt the one that failed, the first being 1 */
    Duration pauseAfter(int attempt, Duration asked) {
        Duration doubled = firstPause.multipliedBy(1L << Math.min(attempt - 1, 16));
        Duration pause = doubled.compareTo(asked) > 0 ? doubled : asked;
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
