package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many instances have which verdict. Immutable, mergeable. */
final class VerdictCounts {
    private static final Verdict[] VERDICTS = Verdict.values();

    static final VerdictCounts EMPTY = new VerdictCounts(new int[VERDICTS.length]);

    private final int[] counts;

    private VerdictCounts(int[] counts) {
        this.counts = counts;
    }

    static VerdictCounts of(Verdict verdict) {
        int[] counts = new int[VERDICTS.length];
        counts[index(verdict)] = 1;
        return new VerdictCounts(counts);
    }

    @SuppressWarnings("EnumOrdinal") // an array by verdict, whose order is part of the serialised format
    private static int index(Verdict verdict) {
        return verdict.ordinal();
    }

    VerdictCounts merge(VerdictCounts other) {
        int[] sum = counts.clone();
        for (int verdict = 0; verdict < sum.length; verdict++) {
            sum[verdict] += other.counts[verdict];
        }
        return new VerdictCounts(sum);
    }

    int count(Verdict verdict) {
        return counts[index(verdict)];
    }

    int total() {
        int total = 0;
        for (int count : counts) {
            total += count;
        }
        return total;
    }

    /** Instances that know enough to be counted on. */
    int judged() {
        return total() - count(Verdict.NOT_ENOUGH_DATA);
    }

    /** What most of the judged instances are, concern aside; the graver among equals. */
    Verdict mostCalm() {
        Verdict most = Verdict.NOT_ENOUGH_DATA;
        for (Verdict verdict : VERDICTS) {
            boolean counts = verdict != Verdict.NOT_ENOUGH_DATA && !verdict.isConcern() && count(verdict) > 0;
            if (counts && (most == Verdict.NOT_ENOUGH_DATA || count(verdict) >= count(most))) {
                most = verdict;
            }
        }
        return most;
    }

    void writeTo(DataOutput out) throws IOException {
        int total = total();
        Wire.writeNumber(out, total);
        if (total == 1) {
            out.writeByte(theOne());
            return;
        }
        for (int count : counts) {
            Wire.writeNumber(out, count);
        }
    }

    private int theOne() {
        int verdict = 0;
        while (counts[verdict] == 0) {
            verdict++;
        }
        return verdict;
    }

    static VerdictCounts readFrom(DataInput in) throws IOException {
        int[] counts = new int[VERDICTS.length];
        if (Wire.readCount(in) == 1) {
            return readOne(in);
        }
        for (int verdict = 0; verdict < counts.length; verdict++) {
            counts[verdict] = Wire.readCount(in);
        }
        return new VerdictCounts(counts);
    }

    private static VerdictCounts readOne(DataInput in) throws IOException {
        int verdict = in.readUnsignedByte();
        if (verdict >= VERDICTS.length) {
            throw new IOException("verdict must be below " + VERDICTS.length + ", got " + verdict);
        }
        return of(VERDICTS[verdict]);
    }
}
