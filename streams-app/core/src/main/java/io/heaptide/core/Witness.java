package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** One instance's case, short enough to travel with its service's evidence. */
record Witness(
        String instance,
        String signal,
        Verdict verdict,
        double score,
        double levelBytes,
        Slope slope,
        OptionalDouble limitBytes,
        long windowStartMillis,
        List<Gate> gates) {
    /** Worst first. */
    static final Comparator<Witness> WORST = Comparator.comparing(Witness::verdict)
            .thenComparingDouble(Witness::score)
            .thenComparingDouble(witness -> witness.slope().midBytesPerHour())
            .reversed()
            .thenComparing(Witness::instance);

    Witness {
        gates = List.copyOf(gates);
    }

    static Witness of(InstanceAssessment assessment, SeriesAssessment deciding) {
        return new Witness(
                assessment.instance().id(),
                deciding.series().signal(),
                assessment.verdict(),
                assessment.score(),
                deciding.levelBytes(),
                deciding.slope(),
                deciding.limitBytes(),
                deciding.windowStartMillis(),
                deciding.gates());
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(instance);
        out.writeUTF(signal);
        out.writeUTF(verdict.name());
        out.writeDouble(score);
        out.writeDouble(levelBytes);
        out.writeDouble(slope.lowBytesPerHour());
        out.writeDouble(slope.midBytesPerHour());
        out.writeDouble(slope.highBytesPerHour());
        Wire.write(out, limitBytes);
        out.writeLong(windowStartMillis);
        out.writeByte(gates.size());
        for (Gate gate : gates) {
            Wire.write(out, gate);
        }
    }

    static Witness readFrom(DataInput in) throws IOException {
        return new Witness(
                in.readUTF(),
                in.readUTF(),
                Wire.readEnum(in, Verdict.class),
                in.readDouble(),
                in.readDouble(),
                new Slope(in.readDouble(), in.readDouble(), in.readDouble()),
                Wire.readOptionalDouble(in),
                in.readLong(),
                readGates(in));
    }

    private static List<Gate> readGates(DataInput in) throws IOException {
        int size = in.readUnsignedByte();
        List<Gate> gates = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            gates.add(Wire.readGate(in));
        }
        return gates;
    }
}
