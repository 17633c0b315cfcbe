package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What instances say that are there now. Immutable, mergeable, bounded.
 *
 * @param within sums for the pooled slope
 * @param levelBytes sum of their levels
 * @param worst the worst of them
 * @param gates its gates: of the others they need not travel
 * @param firstToDie the first to reach its limit
 */
record Present(
        VerdictCounts verdicts,
        WithinSums within,
        double levelBytes,
        RecentGrowth recent,
        Optional<Witness> worst,
        List<Gate> gates,
        Optional<Witness> firstToDie) {
    static final Present NONE = silent(VerdictCounts.EMPTY);

    private static final int NOBODY = 0;
    private static final int THE_WORST = 1;
    private static final int ANOTHER = 2;

    /** Of an instance that has no series to tell of. */
    static Present silent(InstanceAssessment assessment) {
        return silent(VerdictCounts.of(assessment.verdict()));
    }

    private static Present silent(VerdictCounts verdicts) {
        return new Present(
                verdicts, WithinSums.EMPTY, 0, RecentGrowth.EMPTY, Optional.empty(), List.of(), Optional.empty());
    }

    static Present of(InstanceAssessment assessment, SeriesAssessment deciding, RecentGrowth recent, long paneMillis) {
        Witness witness = Witness.of(assessment, deciding, recent, paneMillis);
        return new Present(
                VerdictCounts.of(assessment.verdict()),
                WithinSums.of(deciding.sums()),
                deciding.levelBytes(),
                recent,
                Optional.of(witness),
                deciding.gates().stream().map(Gate::rounded).toList(),
                Optional.of(witness).filter(Witness::grows));
    }

    Present merge(Present other) {
        if (instances() == 0 || other.instances() == 0) {
            return instances() == 0 ? other : this;
        }
        Optional<Witness> worse = first(worst, other.worst, Witness.WORST);
        return new Present(
                verdicts.merge(other.verdicts),
                within.merge(other.within),
                levelBytes + other.levelBytes,
                recent.merge(other.recent),
                worse,
                worse.equals(worst) ? gates : other.gates,
                first(firstToDie, other.firstToDie, Witness.FIRST_TO_DIE));
    }

    private static Optional<Witness> first(Optional<Witness> one, Optional<Witness> other, Comparator<Witness> order) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return order.compare(one.get(), other.get()) <= 0 ? one : other;
    }

    int instances() {
        return verdicts.total();
    }

    void writeTo(DataOutput out) throws IOException {
        verdicts.writeTo(out);
        out.writeBoolean(worst.isPresent());
        if (worst.isEmpty()) {
            return;
        }
        within.writeTo(out);
        Reals.write(out, levelBytes);
        recent.writeTo(out);
        worst.get().writeTo(out);
        out.writeByte(gates.size());
        for (Gate gate : gates) {
            Wire.write(out, gate);
        }
        boolean another = firstToDie.isPresent() && !firstToDie.equals(worst);
        out.writeByte(firstToDie.isEmpty() ? NOBODY : another ? ANOTHER : THE_WORST);
        if (another) {
            firstToDie.get().writeTo(out);
        }
    }

    static Present readFrom(DataInput in) throws IOException {
        VerdictCounts verdicts = VerdictCounts.readFrom(in);
        if (!in.readBoolean()) {
            return verdicts.total() == 0 ? NONE : silent(verdicts);
        }
        WithinSums within = WithinSums.readFrom(in);
        double levelBytes = Reals.read(in);
        RecentGrowth recent = RecentGrowth.readFrom(in);
        Optional<Witness> worst = Optional.of(Witness.readFrom(in));
        int size = in.readUnsignedByte();
        List<Gate> gates = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            gates.add(Wire.readGate(in));
        }
        Optional<Witness> first =
                switch (in.readUnsignedByte()) {
                    case NOBODY -> Optional.empty();
                    case THE_WORST -> worst;
                    default -> Optional.of(Witness.readFrom(in));
                };
        return new Present(verdicts, within, levelBytes, recent, worst, List.copyOf(gates), first);
    }
}
