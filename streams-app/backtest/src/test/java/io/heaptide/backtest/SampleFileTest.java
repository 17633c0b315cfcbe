package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFileTest {
    private static final String HEADER = "timestamp,service,instance,metric,used_bytes,limit_bytes";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void linesAcrossBuffersAreWhole() throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (int i = 0; i < 20_000; i++) {
            text.append(i)
                    .append(",service-")
                    .append(i % 700)
                    .append(",i,m,")
                    .append(i * 31L)
                    .append(",\n");
        }
        List<Reading> readings = read(text.toString());
        assertThat(readings).hasSize(20_000);
        for (int i = 0; i < readings.size(); i++) {
            assertThat(readings.get(i).atMillis()).isEqualTo(i * 1000L);
            assertThat(readings.get(i).service()).isEqualTo("service-" + i % 700);
            assertThat(readings.get(i).usedBytes()).isEqualTo(i * 31L);
        }
        assertThat(readings.get(700).service())
                .as("one text a name")
                .isSameAs(readings.get(0).service());
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000, 1700000000000",
        "1700000000.5, 1700000000500",
        "1700000000.123, 1700000000123",
        "1700000000.1239, 1700000000124",
        "1.7e9, 1700000000000",
        "2023-11-14T22:13:20Z, 1700000000000",
        "2023-11-14T22:13:20.25Z, 1700000000250"
    })
    void timesAreEpochSecondsOrIso(String time, long millis) throws IOException {
        assertThat(read(HEADER + "\n" + time + ",s,i,m,1,\n"))
                .extracting(Reading::atMillis)
                .containsExactly(millis);
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "12.6, 13", "1e6, 1000000", "-5, -5", "9223372036854775807, 9223372036854775807"})
    void bytesMayBeWrittenAsAnyNumber(String bytes, long expected) throws IOException {
        assertThat(read(HEADER + "\n1,s,i,m," + bytes + ",\n"))
                .extracting(Reading::usedBytes)
                .containsExactly(expected);
    }

    @Test
    void columnsAreFoundByNameInAnyOrder() throws IOException {
        List<Reading> readings = read("""
                version,colour,limit_bytes,used_bytes,metric,instance,service,timestamp
                v1,red,9,8,m,i,s,7
                """);
        assertThat(readings.get(0).version()).isEqualTo("v1");
        assertThat(readings.get(0).limitBytes()).hasValue(9);
        assertThat(readings.get(0).usedBytes()).isEqualTo(8);
        assertThat(readings.get(0).service()).isEqualTo("s");
    }

    @Test
    void blankLinesCarriageReturnsAByteOrderMarkAndAMissingLastNewlineDoNoHarm() throws IOException {
        assertThat(read("\uFEFF" + HEADER + "\r\n\r\n1,s,i,m,5,\r\n  \r\n2,s,i,m,6,"))
                .extracting(Reading::usedBytes)
                .containsExactly(5L, 6L);
    }

    @Test
    void quotesInsideACellAreText() throws IOException {
        assertThat(read(HEADER + "\n1,a\"b,\"x,\"\"y\"\"\",m,5,6\n")).satisfiesExactly(reading -> {
            assertThat(reading.service()).isEqualTo("a\"b");
            assertThat(reading.instance()).isEqualTo("x,\"y\"");
            assertThat(reading.limitBytes()).hasValue(6);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x,s,i,m,1,", "1,s,i,m,NaN,", "1,s,i,m,,", "1,,i,m,1,", "1,s,,m,1,", "1,s,i,,1,", "1,s"})
    void aLineThatCannotBeUnderstoodIsNamed(String line) {
        assertThatThrownBy(() -> read(HEADER + "\n1,s,i,m,1,\n" + line + "\n"))
                .isInstanceOf(BadSamples.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining(line);
    }

    @Test
    void aFileWithoutLinesIsNoSamplesFile() {
        assertThatThrownBy(() -> read(HEADER + "\n" + "x".repeat(3 << 20)))
                .isInstanceOf(BadSamples.class)
                .hasMessageContaining("this is no samples file");
    }

    private List<Reading> read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("samples.csv"), text);
        List<Reading> readings = new ArrayList<>();
        try (SampleFile samples = new SampleFile(file)) {
            for (Optional<Reading> next = samples.next(); next.isPresent(); next = samples.next()) {
                readings.add(next.get());
            }
            assertThat(samples.share()).isEqualTo(1);
        }
        return readings;
    }
}
