package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalClickHouseIT {
    @Test
    void answersOnceStarted() {
        long a = System.nanoTime();
        try (LocalClickHouse broker = LocalClickHouse.temporary()) {
            System.err.println("started in " + (System.nanoTime() - a) / 1e6);
            assertThat(broker.isAlive()).isTrue();
            a = System.nanoTime();
            broker.kill();
            broker.restart();
            System.err.println("after kill in " + (System.nanoTime() - a) / 1e6);
            a = System.nanoTime();
            broker.restart();
            System.err.println("restarted in " + (System.nanoTime() - a) / 1e6);
            a = System.nanoTime();
            broker.stop();
            System.err.println("stopped in " + (System.nanoTime() - a) / 1e6);
        }
    }
}
