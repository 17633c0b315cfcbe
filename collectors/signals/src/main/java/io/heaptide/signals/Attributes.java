package io.heaptide.signals;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** OTLP attributes as text. An absent attribute reads as empty, as OpenTelemetry says it should. */
final class Attributes {

    private Attributes() {}

    /** The value of one attribute of a short list, empty if absent. */
    static String of(List<KeyValue> attributes, String key) {
        for (KeyValue attribute : attributes) {
            if (attribute.getKey().equals(key)) {
                return text(attribute.getValue());
            }
        }
        return "";
    }

    /** All attributes that have a text. */
    static Map<String, String> map(List<KeyValue> attributes) {
        Map<String, String> map = new HashMap<>();
        for (KeyValue attribute : attributes) {
            String text = text(attribute.getValue());
            if (!text.isEmpty()) {
                map.putIfAbsent(attribute.getKey(), text);
            }
        }
        return map;
    }

    /** The value as text; of an array, its first element, because an image's first tag is the one it was run by. */
    static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue().strip();
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesCount() == 0
                        ? ""
                        : text(value.getArrayValue().getValues(0));
            default -> "";
        };
    }
}
