package io.heaptide.gateway;

import java.util.concurrent.Semaphore;

/** How many requests are being answered, over both transports: the bound on the memory they take. */
final class InFlight {

    private final int most;
    private final Semaphore places;

    InFlight(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** Takes a place, to be given back with {@link #leave}. */
    void enter() {
        if (!places.tryAcquire()) {
            throw RefusedRequest.busy(most + " requests are already being answered; retry");
        }
    }

    void leave() {
        places.release();
    }
}
