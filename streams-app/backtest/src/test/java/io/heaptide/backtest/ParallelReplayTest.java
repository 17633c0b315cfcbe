package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.core.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelReplayTest {
    private static final DetectorPolicy POLICY = DetectorPolicy.defaults();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theRowsAreTheSameOnAnyNumberOfThreads() throws IOException {
        String alone = rows(1);
        assertThat(alone.lines()).hasSizeGreaterThan(30).anyMatch(row -> row.contains(",leaking,"));
        assertThat(rows(2)).isEqualTo(alone);
        assertThat(rows(5)).isEqualTo(alone);
    }

    @Test
    void everythingIsCountedOnceOverAllThreads() throws IOException {
        Told told = replay(3, new FleetReadings(11, 200), folder.resolve("o.csv"), false);
        assertThat(told.readings()).isEqualTo(11 * 2 * 200);
        assertThat(told.services()).hasSize(11);
        assertThat(told.instanceCount()).isEqualTo(22);
        assertThat(told.series()).isEqualTo(22);
        assertThat(told.isWhole()).isTrue();
    }

    @Test
    void anInterruptionKeepsWhatWasFoundAndSaysSo() throws IOException {
        Told told = replay(2, new FleetReadings(11, 400), folder.resolve("o.csv"), true);
        assertThat(told.isWhole()).isFalse();
        assertThat(told.readings()).isLessThan(11 * 2 * 400);
        assertThat(Files.readAllLines(folder.resolve("o.csv"))).contains(VerdictCsv.HEADER);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aSourceThatFailsEndsTheRunWithItsMessage() {
        Readings broken = new FleetReadings(3, 50) {
            @Override
            public Optional<Reading> next() {
                if (share() > 0.5) {
                    throw new BadSamples(7, "is broken");
                }
                return super.next();
            }
        };
        assertThatThrownBy(() -> replay(2, broken, folder.resolve("o.csv"), false))
                .isInstanceOf(BadSamples.class)
                .hasMessage("line 7: is broken");
    }

    @Test
    void aLimitThatIsAReadingGivesTheVerdictsOfALimitColumn() throws IOException {
        StringBuilder column = new StringBuilder("timestamp,service,instance,metric,used_bytes,limit_bytes\n");
        StringBuilder row = new StringBuilder(column);
        for (int minute = 0; minute < 400; minute++) {
            long at = FleetReadings.START_SECONDS + minute * 60L;
            long used = (100L << 20) + minute * (1L << 19);
            column.append(at).append(",s,i,container.memory.rss,").append(used).append(",400000000\n");
            row.append(at).append(",s,i,container.memory.limit,400000000,\n");
            row.append(at).append(",s,i,container.memory.rss,").append(used).append(",\n");
        }
        Path one = folder.resolve("one.csv");
        Path other = folder.resolve("other.csv");
        Path columns = Files.writeString(folder.resolve("columns.csv"), column);
        Path rows = Files.writeString(folder.resolve("rows.csv"), row);
        replay(1, new SampleFile(columns), one, false);
        Told told = replay(1, new SampleFile(rows), other, false);
        assertThat(told.services()).extracting(Story::verdict).containsExactly(Verdict.LEAKING);
        assertThat(other).hasSameTextualContentAs(one);
    }

    private String rows(int threads) throws IOException {
        Path out = folder.resolve("rows-" + threads + ".csv");
        replay(threads, new FleetReadings(11, 480), out, false);
        return Files.readString(out);
    }

    private static Told replay(int threads, Readings source, Path out, boolean interrupt) throws IOException {
        ProgressBar bar = new ProgressBar(new PrintWriter(new StringWriter()), false);
        try (source;
                Interruption interruption = new Interruption();
                VerdictCsv rows = new VerdictCsv(out);
                ParallelReplay replay = new ParallelReplay(POLICY, threads, rows, 100, interruption)) {
            if (interrupt) {
                interruption.ask();
            }
            Told told = replay.run(source, bar);
            rows.finish();
            return told;
        }
    }

    /** Services with two instances each by the minute; every third service leaks. */
    private static class FleetReadings implements Readings {
        static final long START_SECONDS = 1_767_225_600L;

        private final int services;
        private final long size;
        private long next;

        FleetReadings(int services, int minutes) {
            this.services = services;
            this.size = 2L * services * minutes;
        }

        @Override
        public Optional<Reading> next() {
            if (next == size) {
                return Optional.empty();
            }
            long minute = next / (2L * services);
            int service = (int) (next / 2 % services);
            long wobble = Math.floorMod(minute * 7919 + service * 31L, 13L) << 18;
            long growth = service % 3 == 0 ? minute * (3L << 19) : 0;
            Reading reading = new Reading(
                    (START_SECONDS + minute * 60) * 1000,
                    "service-" + service,
                    "instance-" + next % 2,
                    "process.memory.usage",
                    (200L << 20) + growth + wobble,
                    OptionalLong.of(1L << 30),
                    "");
            next++;
            return Optional.of(reading);
        }

        @Override
        public double share() {
            return next / (double) size;
        }

        @Override
        public String leftOut() {
            return "";
        }

        @Override
        public void close() {
            next = size;
        }
    }
}
