package io.heaptide.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KillLedgerTest {

    @Test
    void aKillThatBothSourcesTellIsToldOnceInWhicheverOrder() {
        KillLedger logFirst = new KillLedger(0);
        assertThat(logFirst.logged()).isEqualTo(1);
        assertThat(logFirst.counted(1)).isZero();

        KillLedger counterFirst = new KillLedger(0);
        assertThat(counterFirst.counted(1)).isEqualTo(1);
        assertThat(counterFirst.logged()).isZero();
    }

    @Test
    void killsThatTheLogLeftOutAreToldByTheCounter() {
        KillLedger ledger = new KillLedger(0);

        assertThat(ledger.logged()).isEqualTo(1);
        assertThat(ledger.counted(5)).isEqualTo(4);
        assertThat(ledger.counted(5)).isZero();
    }

    @Test
    void killsFromBeforeAreOldNews() {
        KillLedger ledger = new KillLedger(7);

        assertThat(ledger.counted(7)).isZero();
        assertThat(ledger.counted(8)).isEqualTo(1);
    }
}
