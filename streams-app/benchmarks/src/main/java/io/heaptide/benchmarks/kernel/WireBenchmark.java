package io.heaptide.benchmarks.kernel;

import io.heaptide.core.InstanceState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An instance's state to bytes and back, as its store does: one usage series and one limit after two weeks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WireBenchmark {
    private static final int SERIES = 2;

    private final InstanceState state = Story.LEAKING.heardFor(Duration.ofDays(14));
    private final byte[] written = bytes(state);

    /** To bytes. */
    @Benchmark
    public byte[] write() {
        return bytes(state);
    }

    private static byte[] bytes(InstanceState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try {
            state.writeTo(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** And back. */
    @Benchmark
    public InstanceState read() throws IOException {
        return InstanceState.readFrom(state.id(), new DataInputStream(new ByteArrayInputStream(written)));
    }

    /** Bytes of a stored series, its share of the instance's names and clock included. */
    int bytesPerSeries() {
        return written.length / SERIES;
    }
}
