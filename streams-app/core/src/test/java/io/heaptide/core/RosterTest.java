package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RosterTest {
    private static final SeriesId HEAP = new SeriesId("jvm.memory.used_after_last_gc", "G1 Old Gen");
    private static final SeriesId MAX = new SeriesId("jvm.memory.limit", "G1 Old Gen");
    private static final SeriesId CONTAINER = new SeriesId("k8s.container.memory_limit", "");

    private final Rosters rosters = new Rosters();

    @Test
    void isOneObjectForAllInstancesThatAreReadAlike() {
        Roster one = rosters.none().with(HEAP).with(MAX);
        Roster other =
                rosters.none().with(new SeriesId(HEAP.signal(), HEAP.pool())).with(MAX);
        assertThat(other).isSameAs(one);
        assertThat(rosters.none().with(MAX).with(HEAP)).isNotSameAs(one);
    }

    @Test
    void knowsPlacesRolesAndLimits() {
        Roster roster = rosters.none().with(MAX).with(HEAP).with(CONTAINER);
        assertThat(roster.size()).isEqualTo(3);
        assertThat(roster.find(HEAP)).isEqualTo(1);
        assertThat(roster.find(new SeriesId("go.memory.used", ""))).isNegative();
        assertThat(roster.roleAt(1)).isEqualTo(SignalRole.LIVE_HEAP);
        assertThat(roster.limitsOf(1)).containsExactly(0, 2);
        assertThat(roster.runtimeLimitsOf(1)).containsExactly(0);
    }

    @Test
    void isNotRememberedBeyondABound() {
        for (int i = 0; i < 5000; i++) {
            assertThat(rosters.none().with(new SeriesId("hostile." + i, "")).size())
                    .isEqualTo(1);
        }
        SeriesId late = new SeriesId("hostile.4999", "");
        assertThat(rosters.none().with(late)).isNotSameAs(rosters.none().with(late));
        SeriesId early = new SeriesId("hostile.7", "");
        assertThat(rosters.none().with(early)).isSameAs(rosters.none().with(early));
    }
}
