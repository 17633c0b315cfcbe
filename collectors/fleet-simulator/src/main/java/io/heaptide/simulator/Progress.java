package io.heaptide.simulator;

import io.heaptide.simulator.otlp.SendCounts;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** One line that tells how far the simulation is: rewritten in place on a terminal, repeated now and then elsewhere. */
final class Progress {

    private static final Duration ON_TERMINAL = Duration.ofMillis(500);
    private static final Duration IN_LOG = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final InstantSource clock;
    private final boolean terminal;
    private Instant nextAt = Instant.MIN;
    private int shownChars;

    Progress(PrintWriter out, InstantSource clock, boolean terminal) {
        this.out = out;
        this.clock = clock;
        this.terminal = terminal;
    }

    /** Tells the state, unless it was told just now. */
    void show(Instant played, SendCounts counts) {
        Instant now = clock.instant();
        if (now.isBefore(nextAt)) {
            return;
        }
        nextAt = now.plus(terminal ? ON_TERMINAL : IN_LOG);
        print(line("simulated up to " + played.truncatedTo(ChronoUnit.SECONDS), counts));
    }

    /** Tells the final state. */
    void finish(SendCounts counts) {
        print(line("done", counts));
        if (terminal) {
            out.println();
        }
        if (counts.rejected() > 0) {
            out.println("fleet-simulator: the receiver rejected some of it: " + counts.lastRejection());
        }
        out.flush();
    }

    private static String line(String state, SendCounts counts) {
        return String.format(
                Locale.ROOT,
                "%s: %,d points and %,d events taken in %,d requests, %,d retries, %,d rejected",
                state,
                counts.points(),
                counts.events(),
                counts.requests(),
                counts.retries(),
                counts.rejected());
    }

    private void print(String line) {
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, shownChars - line.length())));
        } else {
            out.println(line);
        }
        shownChars = line.length();
        out.flush();
    }
}
