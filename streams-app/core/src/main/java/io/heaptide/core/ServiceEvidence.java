package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Mergeable evidence of some of a service's instances: the partial aggregate before the shuffle. Immutable and bounded:
 * counts, sums for the pooled slope, and the few worst instances.
 */
public final class ServiceEvidence {
    private static final int FORMAT = 1;

    /** Instances that are told apart in a service's evidence. */
    private static final int MAX_WITNESSES = 5;

    /** Of no instance: the identity of {@link #merge}. */
    public static final ServiceEvidence EMPTY = new ServiceEvidence(
            Tally.EMPTY, Tally.EMPTY, Tally.EMPTY, WithinSums.EMPTY, 0, List.of(), Optional.empty());

    private final Tally byVerdict;
    private final Tally versions;
    private final Tally signals;
    private final WithinSums within;
    private final double levelBytes;
    private final List<Witness> worst;
    private final Optional<Witness> firstToDie;

    private ServiceEvidence(
            Tally byVerdict,
            Tally versions,
            Tally signals,
            WithinSums within,
            double levelBytes,
            List<Witness> worst,
            Optional<Witness> firstToDie) {
        this.byVerdict = byVerdict;
        this.versions = versions;
        this.signals = signals;
        this.within = within;
        this.levelBytes = levelBytes;
        this.worst = worst;
        this.firstToDie = firstToDie;
    }

    /** The evidence of one instance. */
    public static ServiceEvidence of(InstanceAssessment assessment, InstanceState state) {
        Tally byVerdict = Tally.of(assessment.verdict().name());
        Tally version = Tally.of(assessment.life().version());
        if (assessment.deciding().isEmpty()) {
            return new ServiceEvidence(
                    byVerdict, version, Tally.EMPTY, WithinSums.EMPTY, 0, List.of(), Optional.empty());
        }
        SeriesAssessment deciding = assessment.deciding().get();
        Witness witness = Witness.of(assessment, deciding);
        boolean grows = assessment.verdict().isConcern() && deciding.slope().midBytesPerHour() > 0;
        return new ServiceEvidence(
                byVerdict,
                version,
                Tally.of(deciding.series().signal()),
                WithinSums.of(deciding.sums()),
                deciding.levelBytes(),
                List.of(witness),
                grows ? Optional.of(witness) : Optional.empty());
    }

    /** The evidence of both, whose instances must be distinct. */
    public ServiceEvidence merge(ServiceEvidence other) {
        List<Witness> both = new ArrayList<>(worst);
        both.addAll(other.worst);
        both.sort(Witness.WORST);
        return new ServiceEvidence(
                byVerdict.merge(other.byVerdict),
                versions.merge(other.versions),
                signals.merge(other.signals),
                within.merge(other.within),
                levelBytes + other.levelBytes,
                List.copyOf(both.subList(0, Math.min(MAX_WITNESSES, both.size()))),
                either(firstToDie, other.firstToDie, BinaryOperator.minBy(BY_DEATH)));
    }

    private static final Comparator<Witness> BY_DEATH = Comparator.comparingDouble(Forecast::soonestSeconds)
            .thenComparing(witness -> -witness.slope().midBytesPerHour())
            .thenComparing(Witness::instance);

    private static Optional<Witness> either(
            Optional<Witness> one, Optional<Witness> other, BinaryOperator<Witness> choice) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(choice.apply(one.get(), other.get()))
                : one.isPresent() ? one : other;
    }

    /** How many instances were merged into this. */
    public int instances() {
        return byVerdict.total();
    }

    int count(Verdict verdict) {
        return byVerdict.count(verdict.name());
    }

    /** Instances that know enough to be counted on. */
    int judged() {
        return instances() - count(Verdict.NOT_ENOUGH_DATA);
    }

    String version() {
        return versions.most();
    }

    String signal() {
        return worst.isEmpty() || !worst.get(0).verdict().isConcern()
                ? signals.most()
                : worst.get(0).signal();
    }

    WithinSums within() {
        return within;
    }

    double meanLevelBytes() {
        return instances() == 0 ? 0 : levelBytes / instances();
    }

    List<Witness> worst() {
        return worst;
    }

    Optional<Witness> firstToDie() {
        return firstToDie;
    }

    /** Writes the versioned compact form. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        byVerdict.writeTo(out);
        versions.writeTo(out);
        signals.writeTo(out);
        within.writeTo(out);
        out.writeDouble(levelBytes);
        out.writeByte(worst.size());
        for (Witness witness : worst) {
            witness.writeTo(out);
        }
        out.writeBoolean(firstToDie.isPresent());
        if (firstToDie.isPresent()) {
            firstToDie.get().writeTo(out);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static ServiceEvidence readFrom(DataInput in) throws IOException {
        Wire.requireFormat(in, FORMAT, "service evidence");
        Tally byVerdict = Tally.readFrom(in);
        Tally versions = Tally.readFrom(in);
        Tally signals = Tally.readFrom(in);
        WithinSums within = WithinSums.readFrom(in);
        double level = in.readDouble();
        int size = in.readUnsignedByte();
        List<Witness> worst = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            worst.add(Witness.readFrom(in));
        }
        Optional<Witness> first = in.readBoolean() ? Optional.of(Witness.readFrom(in)) : Optional.empty();
        return new ServiceEvidence(byVerdict, versions, signals, within, level, List.copyOf(worst), first);
    }
}
