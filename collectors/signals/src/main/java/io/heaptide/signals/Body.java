package io.heaptide.signals;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A key-value list as a log record's body, read with types. */
final class Body {

    private final Map<String, AnyValue> values;

    private Body(Map<String, AnyValue> values) {
        this.values = values;
    }

    static Body of(AnyValue value) throws UnusableRecord {
        if (!value.hasKvlistValue()) {
            throw new UnusableRecord("expected a key-value list, got " + value.getValueCase());
        }
        Map<String, AnyValue> values = new HashMap<>();
        for (KeyValue entry : value.getKvlistValue().getValuesList()) {
            values.put(entry.getKey(), entry.getValue());
        }
        return new Body(values);
    }

    String text(String key) {
        return Attributes.text(value(key));
    }

    boolean flag(String key) {
        return value(key).getBoolValue();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    List<AnyValue> list(String key) {
        return value(key).getArrayValue().getValuesList();
    }

    /** An amount: 0 if absent. */
    double amount(String key) throws UnusableRecord {
        AnyValue value = value(key);
        double amount =
                switch (value.getValueCase()) {
                    case VALUE_NOT_SET -> 0;
                    case INT_VALUE -> value.getIntValue();
                    case DOUBLE_VALUE -> value.getDoubleValue();
                    default -> throw new UnusableRecord(key + " must be a number, got " + value.getValueCase());
                };
        if (!(amount >= 0 && amount < Level.BEYOND_ANY_MEMORY)) { // written this way round to refuse NaN too
            throw new UnusableRecord(key + " must be in [0, 2^60), got " + amount);
        }
        return amount;
    }

    /** A point in time, epoch milliseconds. */
    long millis(String key) throws UnusableRecord {
        long millis = (long) amount(key);
        if (millis == 0) {
            throw new UnusableRecord(key + " is missing");
        }
        return millis;
    }

    private AnyValue value(String key) {
        return values.getOrDefault(key, AnyValue.getDefaultInstance());
    }
}
