package io.heaptide.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** The requests being answered over both transports, and the bytes they hold: the bound on the memory they take. */
final class InFlight {

    private final int mostRequests;
    private final long mostBytes;
    private final Semaphore places;
    private final AtomicLong heldBytes = new AtomicLong();

    InFlight(int mostRequests, long mostBytes) {
        this.mostRequests = mostRequests;
        this.mostBytes = mostBytes;
        this.places = new Semaphore(mostRequests);
    }

    void bindTo(MeterRegistry registry) {
        Gauge.builder("heaptide.gateway.requests.active", places, free -> mostRequests - free.availablePermits())
                .description("Requests being answered")
                .register(registry);
        Gauge.builder("heaptide.gateway.requests.held", heldBytes, AtomicLong::doubleValue)
                .description("Bodies of the requests being answered")
                .baseUnit("bytes")
                .register(registry);
    }

    /** Takes a place for one request, or refuses it as busy. */
    Place enter() {
        if (!places.tryAcquire()) {
            throw RefusedRequest.busy(mostRequests + " requests are already being answered; retry");
        }
        return new Place();
    }

    /** What one request takes, until it is answered. Used by one thread at a time. */
    final class Place {

        private long bytes;
        private boolean left;

        private Place() {}

        /** Counts bytes that the request holds, or refuses it as busy. A single request may always hold its own. */
        void hold(long more) {
            bytes += more;
            if (heldBytes.addAndGet(more) > mostBytes && bytes < heldBytes.get()) {
                throw RefusedRequest.busy("requests being answered already hold " + mostBytes + " bytes; retry");
            }
        }

        /** Gives everything back, once. */
        void leave() {
            if (!left) {
                left = true;
                heldBytes.addAndGet(-bytes);
                places.release();
            }
        }
    }
}
