package io.heaptide.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class AgentOptionsTest {

    @Test
    void readsPropertiesSeparatedBySemicolons() {
        assertThat(AgentOptions.parse("otel.service.name=shop; otel.resource.attributes=a=1,b=2;")
                        .properties())
                .isEqualTo(Map.of("otel.service.name", "shop", "otel.resource.attributes", "a=1,b=2"));
    }

    @Test
    void takesNoTextForNoOptions() {
        assertThat(AgentOptions.parse("").properties()).isEmpty();
    }

    @Test
    void refusesAWordWithoutAValue() {
        assertThatThrownBy(() -> AgentOptions.parse("debug")).hasMessage("agent option must be key=value, got debug");
    }
}
