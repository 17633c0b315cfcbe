package io.heaptide.signals;

import java.util.Map;
import java.util.OptionalDouble;

/** How many bytes one of a metric's unit is: UCUM's spellings, and the words that some collectors send instead. */
final class ByteUnit {

    private static final double KI = 1024;

    private static final Map<String, Double> BYTES = Map.ofEntries(
            Map.entry("", 1.0), // Prometheus scrapes carry no unit; every aliased name means bytes
            Map.entry("By", 1.0),
            Map.entry("B", 1.0),
            Map.entry("byte", 1.0),
            Map.entry("bytes", 1.0),
            Map.entry("Bytes", 1.0),
            Map.entry("kBy", 1e3),
            Map.entry("MBy", 1e6),
            Map.entry("GBy", 1e9),
            Map.entry("KiBy", KI),
            Map.entry("MiBy", KI * KI),
            Map.entry("GiBy", KI * KI * KI),
            Map.entry("Kilobytes", KI), // awsecscontainermetrics divides by 1024
            Map.entry("Megabytes", KI * KI));

    private ByteUnit() {}

    static OptionalDouble factor(String unit) {
        Double bytes = BYTES.get(unit);
        return bytes == null ? OptionalDouble.empty() : OptionalDouble.of(bytes);
    }
}
