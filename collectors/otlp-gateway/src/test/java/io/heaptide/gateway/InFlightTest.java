package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight inFlight = new InFlight(2, 1_000);

    @Test
    void hasAsManyPlacesAsItWasGiven() {
        InFlight.Place first = inFlight.enter();
        inFlight.enter();
        assertThatThrownBy(inFlight::enter).isInstanceOf(RefusedRequest.class).hasMessageContaining("2 requests");

        first.leave();
        assertThatCode(inFlight::enter).doesNotThrowAnyException();
    }

    @Test
    void leavingTwiceGivesBackOnePlace() {
        InFlight.Place first = inFlight.enter();
        inFlight.enter();
        first.leave();
        first.leave();
        inFlight.enter();
        assertThatThrownBy(inFlight::enter).isInstanceOf(RefusedRequest.class);
    }

    @Test
    void refusesMoreBytesThanAllMayHold() {
        InFlight.Place first = inFlight.enter();
        first.hold(900);
        InFlight.Place second = inFlight.enter();
        assertThatThrownBy(() -> second.hold(200))
                .isInstanceOf(RefusedRequest.class)
                .hasMessageContaining("1000");

        second.leave();
        first.leave();
        assertThatCode(() -> inFlight.enter().hold(1_000)).doesNotThrowAnyException();
    }

    @Test
    void aRequestThatIsAloneMayHoldItsOwn() {
        assertThatCode(() -> inFlight.enter().hold(5_000)).doesNotThrowAnyException();
    }
}
