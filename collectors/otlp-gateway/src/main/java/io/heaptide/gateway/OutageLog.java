package io.heaptide.gateway;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log what was not published, at most once in ten seconds, and when it works again. */
final class OutageLog {

    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private long refused; // guarded by this, as all
    private long toldNanos;
    private boolean out;

    synchronized void refused(long readings, String reason) {
        refused += readings;
        if (!out || System.nanoTime() - toldNanos >= PAUSE.toNanos()) {
            out = true;
            toldNanos = System.nanoTime();
            LOG.warn("not published ({}): {} readings so far in this outage; their senders were told", reason, refused);
        }
    }

    synchronized void delivered() {
        if (out) {
            LOG.info("publishing again; {} readings were refused meanwhile, and their senders told", refused);
            out = false;
            refused = 0;
        }
    }
}
