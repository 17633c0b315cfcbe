package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DueQueueTest {

    private final DueQueue<String> queue = new DueQueue<>();

    @Test
    void givesKeysInTheOrderOfTheirTimes() {
        queue.set("b", 20);
        queue.set("a", 10);
        queue.set("c", 30);

        assertThat(queue.poll(25)).isEqualTo("a");
        assertThat(queue.poll(25)).isEqualTo("b");
        assertThat(queue.poll(25)).isNull();
        assertThat(queue.poll(30)).isEqualTo("c");
    }

    @Test
    void replacesAnAppointment() {
        queue.set("a", 10);
        queue.set("a", 50);

        assertThat(queue.poll(49)).isNull();
        assertThat(queue.poll(50)).isEqualTo("a");
        assertThat(queue.poll(100)).isNull();
    }

    @Test
    void movesAnAppointmentForwardAndGivesItOnce() {
        queue.set("a", 50);
        queue.set("a", 10);
        queue.set("a", 10);

        assertThat(queue.poll(10)).isEqualTo("a");
        assertThat(queue.poll(100)).isNull();
    }

    @Test
    void forgetsWhatWasCancelled() {
        queue.set("a", 10);
        queue.cancel("a");

        assertThat(queue.poll(100)).isNull();
    }
}
