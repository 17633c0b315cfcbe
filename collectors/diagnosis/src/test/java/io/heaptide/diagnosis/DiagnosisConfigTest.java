package io.heaptide.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.diagnosis.capture.CaptureBounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosisConfigTest {

    @Test
    void theDefaultsAreThese() {
        assertThat(DiagnosisConfig.from(Map.of()))
                .isEqualTo(new DiagnosisConfig(
                        "127.0.0.1:9092",
                        new DiagnosisPolicy(0.8, 0.875, Duration.ofHours(12), 3, 20, 1, Duration.ofMinutes(10)),
                        new CaptureBounds(
                                Duration.ofMinutes(1),
                                3,
                                Duration.ofMinutes(3),
                                Duration.ofSeconds(20),
                                256L << 20,
                                8L << 30),
                        Optional.empty(),
                        256,
                        System.getProperty("java.class.path"),
                        Map.of()));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> variables = Map.ofEntries(
                Map.entry("HEAPTIDE_KAFKA", "kafka:1"),
                Map.entry("HEAPTIDE_DIAGNOSIS_PRESSURE", "0.4"),
                Map.entry("HEAPTIDE_DIAGNOSIS_TIME_TO_LIMIT", "2h"),
                Map.entry("HEAPTIDE_DIAGNOSIS_PER_DAY", "5"),
                Map.entry("HEAPTIDE_DIAGNOSIS_ON_DEMAND_PER_DAY", "6"),
                Map.entry("HEAPTIDE_DIAGNOSIS_SNAPSHOTS_PER_DAY", "0"),
                Map.entry("HEAPTIDE_DIAGNOSIS_WINDOW", "30s"),
                Map.entry("HEAPTIDE_DIAGNOSIS_CPU", "7s"),
                Map.entry("HEAPTIDE_DIAGNOSIS_MAX_FILE_MIB", "8"),
                Map.entry("HEAPTIDE_DIAGNOSIS_MAX_DUMP_MIB", "9"),
                Map.entry("HEAPTIDE_DIAGNOSIS_HEAP_MIB", "128"),
                Map.entry("HEAPTIDE_DIAGNOSIS_CLASS_PATH", "/opt/lib/*"),
                Map.entry("HEAPTIDE_ASYNC_PROFILER", "/opt/libasyncProfiler.so"));
        assertThat(DiagnosisConfig.from(variables))
                .isEqualTo(new DiagnosisConfig(
                        "kafka:1",
                        new DiagnosisPolicy(0.4, 0.875, Duration.ofHours(2), 5, 6, 0, Duration.ofMinutes(10)),
                        new CaptureBounds(
                                Duration.ofSeconds(30),
                                3,
                                Duration.ofSeconds(150),
                                Duration.ofSeconds(7),
                                8L << 20,
                                9L << 20),
                        Optional.of(Path.of("/opt/libasyncProfiler.so")),
                        128,
                        "/opt/lib/*",
                        variables));
    }

    @Test
    void itCanBeSwitchedOff() {
        assertThat(DiagnosisConfig.isOn(Map.of())).isTrue();
        assertThat(DiagnosisConfig.isOn(Map.of("HEAPTIDE_DIAGNOSIS", "off"))).isFalse();
    }

    @Test
    void aBadValueIsNamed() {
        assertThatThrownBy(() -> DiagnosisConfig.from(Map.of("HEAPTIDE_DIAGNOSIS_WINDOW", "1s")))
                .hasMessageContaining("window must be at least a second for each of 3 snapshots, got PT1S");
        assertThatThrownBy(() -> DiagnosisConfig.isOn(Map.of("HEAPTIDE_DIAGNOSIS", "maybe")))
                .hasMessageContaining("HEAPTIDE_DIAGNOSIS");
        assertThatThrownBy(() -> DiagnosisConfig.from(Map.of("HEAPTIDE_DIAGNOSIS_HEAP_MIB", "5")))
                .hasMessage("HEAPTIDE_DIAGNOSIS_HEAP_MIB must be at least 64, got 5");
    }
}
