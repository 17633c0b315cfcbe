package io.heaptide.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryFileTest {

    private static final String FILE = """
            -- Which services leak?
            -- A remark that is no parameter.
            -- @param since DateTime64(3, 'UTC') = now-24h -- from then on
            -- @param service String = '' -- empty for all
            -- @param limit UInt32 -- how many
            SELECT 1 WHERE {since:DateTime64(3,'UTC')} > 0 AND {service:String} = '' LIMIT {limit:UInt32}
            """;
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final NamedQuery query = QueryFile.parse("leaks", FILE);

    @Test
    void theFirstLineIsTheQuestion() {
        assertThat(query.question()).isEqualTo("Which services leak?");
        assertThatThrownBy(() -> QueryFile.parse("x", "SELECT 1"))
                .hasMessage("x.sql must ask its question in the first line");
        assertThatThrownBy(() -> QueryFile.parse("x", "-- A statement.\nSELECT 1"))
                .hasMessageContaining("question");
    }

    @Test
    void parametersHaveTypesDefaultsAndMeanings() {
        assertThat(query.parameters())
                .containsExactly(
                        new QueryParameter(
                                "since",
                                new ParameterType("DateTime64(3, 'UTC')"),
                                Optional.of("now-24h"),
                                "from then on"),
                        new QueryParameter("service", new ParameterType("String"), Optional.of(""), "empty for all"),
                        new QueryParameter("limit", new ParameterType("UInt32"), Optional.empty(), "how many"));
    }

    @Test
    void givenValuesReplaceDefaultsAndAreCheckedByType() {
        assertThat(query.bind(Map.of("limit", "7", "service", "shop/cart"), NOW))
                .isEqualTo(Map.of("since", "2026-11-22 12:00:00.000", "service", "shop/cart", "limit", "7"));
    }

    @Test
    void wrongUseSaysWhatThereIs() {
        assertThatThrownBy(() -> query.bind(Map.of("limti", "7"), NOW))
                .isInstanceOf(QueryUsageException.class)
                .hasMessage("leaks has no parameter \"limti\"; it takes since, service, limit");
        assertThatThrownBy(() -> query.bind(Map.of(), NOW)).hasMessage("leaks needs limit: how many");
        assertThatThrownBy(() -> query.bind(Map.of("limit", "-1"), NOW))
                .hasMessage("limit must be a UInt32, got \"-1\": out of range");
        assertThatThrownBy(() -> query.bind(Map.of("limit", "1", "since", "yesterday"), NOW))
                .hasMessage("since must be a DateTime64(3, 'UTC'), got \"yesterday\":"
                        + " a time is now, now-24h, 2026-01-31 or 2026-01-31T12:00:00Z");
    }

    @Test
    void headerAndSqlMustAgree() {
        assertThatThrownBy(() -> QueryFile.parse("x", "-- What?\n-- @param a String -- a\nSELECT 1"))
                .hasMessageContaining("x.sql declares");
        assertThatThrownBy(() -> QueryFile.parse("x", "-- What?\nSELECT {a:String}"))
                .hasMessageContaining("x.sql declares");
        assertThatThrownBy(
                        () -> QueryFile.parse("x", "-- What?\n-- @param a String -- a\nSELECT {a:String}, {a:UInt8}"))
                .hasMessage("x.sql gives two types to a");
        assertThatThrownBy(() -> QueryFile.parse("x", "-- What?\n-- @param a String\nSELECT {a:String}"))
                .hasMessageContaining("a parameter is");
    }

    @Test
    void aDefaultMustBeAValueOfItsType() {
        assertThatThrownBy(() -> QueryFile.parse("x", "-- What?\n-- @param a UInt8 = many -- a\nSELECT {a:UInt8}"))
                .hasMessageContaining("a must be a UInt8");
    }
}
