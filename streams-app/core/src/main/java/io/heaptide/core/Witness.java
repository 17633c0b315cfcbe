package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * One instance's case, short enough to travel with its service's evidence.
 *
 * @param windowStartMillis start of the horizon that decided
 * @param span the one of {@link RecentGrowth} that is nearest to that horizon, of those it has lived for
 * @param growth its growth over that span, NaN if it is too young
 */
record Witness(
        String instance,
        String signal,
        Verdict verdict,
        double score,
        double levelBytes,
        Slope slope,
        OptionalDouble limitBytes,
        long windowStartMillis,
        int span,
        float growth) {
    /** Worst first. */
    static final Comparator<Witness> WORST = Comparator.comparing(Witness::verdict)
            .thenComparingDouble(Witness::score)
            .thenComparingDouble(witness -> witness.slope().midBytesPerHour())
            .reversed()
            .thenComparing(Witness::instance);

    /** Soonest at its limit first; where no limit is known, fastest first. */
    static final Comparator<Witness> FIRST_TO_DIE = Comparator.comparingDouble(Forecast::soonestSeconds)
            .thenComparing(witness -> -witness.slope().midBytesPerHour())
            .thenComparing(Witness::instance);

    static Witness of(InstanceAssessment assessment, SeriesAssessment deciding, RecentGrowth recent, long paneMillis) {
        int span = recent.nearest((deciding.windowEndMillis() - deciding.windowStartMillis()) / (double) paneMillis);
        RiseSums rises = recent.at(span);
        return new Witness(
                assessment.instance().id(),
                deciding.series().signal(),
                assessment.verdict(),
                assessment.score(),
                deciding.levelBytes(),
                deciding.slope(),
                deciding.limitBytes(),
                deciding.windowStartMillis(),
                span,
                rises.lives() == 0 ? Float.NaN : (float) rises.growth());
    }

    boolean grows() {
        return verdict.isConcern() && slope.midBytesPerHour() > 0;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(instance);
        out.writeUTF(signal);
        out.writeUTF(verdict.name());
        Reals.write(out, score);
        Reals.write(out, levelBytes);
        Reals.write(out, slope.lowBytesPerHour());
        Reals.write(out, slope.midBytesPerHour());
        Reals.write(out, slope.highBytesPerHour());
        Wire.write(out, limitBytes);
        Wire.writeNumber(out, windowStartMillis);
        out.writeByte(span);
        out.writeFloat(growth);
    }

    static Witness readFrom(DataInput in) throws IOException {
        return new Witness(
                in.readUTF(),
                in.readUTF(),
                Wire.readEnum(in, Verdict.class),
                Reals.read(in),
                Reals.read(in),
                new Slope(Reals.read(in), Reals.read(in), Reals.read(in)),
                Wire.readOptionalDouble(in),
                Wire.readNumber(in),
                in.readUnsignedByte(),
                in.readFloat());
    }
}
