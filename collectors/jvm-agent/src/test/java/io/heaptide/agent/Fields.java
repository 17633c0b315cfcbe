package io.heaptide.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A map as OTLP carries it; asking for a field that is missing or of another type fails the test. */
record Fields(Map<String, AnyValue> values) {

    static Fields of(AnyValue map) {
        assertThat(map.hasKvlistValue()).isTrue();
        return of(map.getKvlistValue().getValuesList());
    }

    static Fields of(List<KeyValue> list) {
        return new Fields(list.stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue)));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        AnyValue value = value(key);
        assertThat(value.hasStringValue()).as(key).isTrue();
        return value.getStringValue();
    }

    long integer(String key) {
        AnyValue value = value(key);
        assertThat(value.hasIntValue()).as(key).isTrue();
        return value.getIntValue();
    }

    double real(String key) {
        AnyValue value = value(key);
        assertThat(value.hasDoubleValue()).as(key).isTrue();
        return value.getDoubleValue();
    }

    boolean flag(String key) {
        AnyValue value = value(key);
        assertThat(value.hasBoolValue()).as(key).isTrue();
        return value.getBoolValue();
    }

    List<AnyValue> list(String key) {
        AnyValue value = value(key);
        assertThat(value.hasArrayValue()).as(key).isTrue();
        return value.getArrayValue().getValuesList();
    }

    private AnyValue value(String key) {
        AnyValue value = values.get(key);
        if (value == null) {
            throw new AssertionError("no field " + key + " among " + values.keySet());
        }
        return value;
    }
}
