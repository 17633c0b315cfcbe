package io.heaptide.signals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignalCatalogueTest {

    private final SignalCatalogue catalogue = SignalCatalogue.standard();

    @Test
    void knowsTheSignalsThatDetectionRanks() {
        assertThat(catalogue.find("jvm.memory.used_after_last_gc"))
                .hasValueSatisfying(signal -> assertThat(signal.evidence()).contains(Signal.Evidence.LIVE_HEAP));
        assertThat(catalogue.find("container.memory.rss"))
                .hasValueSatisfying(signal -> assertThat(signal.scope()).isEqualTo(Signal.Scope.CONTAINER));
        assertThat(catalogue.find("container.memory.limit"))
                .hasValueSatisfying(signal -> assertThat(signal.role()).isEqualTo(Signal.Role.LIMIT));
    }

    @Test
    void knowsNoOtherNames() {
        assertThat(catalogue.find("jvm.memory.committed")).isEmpty();
    }

    /** Detection has no dependency on this module, so it goes by this rule. */
    @Test
    void theNameOfASignalTellsItsRole() {
        assertThat(catalogue.all()).isNotEmpty().allSatisfy(signal -> {
            assertThat(signal.role() == Signal.Role.LIMIT)
                    .isEqualTo(signal.name().contains("limit"));
            assertThat(signal.role() == Signal.Role.REQUEST)
                    .isEqualTo(signal.name().endsWith("request"));
        });
    }
}
