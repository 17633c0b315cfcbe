package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Mergeable evidence of some of a service's instances: the partial aggregate before the shuffle. Immutable and bounded: a
 * few versions, and of each its counts, sums, worst instance and growth by age.
 */
public final class ServiceEvidence {
    private static final int FORMAT = 3;

    /** Versions that are told apart: two of a roll-out, the one before, and a canary. */
    private static final int MAX_COHORTS = 4;

    /** Of no instance: the identity of {@link #merge}. */
    public static final ServiceEvidence EMPTY = new ServiceEvidence(List.of(), Optional.empty());

    private final List<Cohort> cohorts;
    private final Optional<Lifeline> lifeline;

    private ServiceEvidence(List<Cohort> cohorts, Optional<Lifeline> lifeline) {
        this.cohorts = cohorts;
        this.lifeline = lifeline;
    }

    /**
     * The evidence of one instance.
     *
     * @param before the same instance's evidence from its last assessment, {@link #EMPTY} if there was none: it knows of
     *     earlier ages what the state no longer does
     */
    public static ServiceEvidence of(
            InstanceAssessment assessment, InstanceState state, ServiceEvidence before, DetectorPolicy policy) {
        if (assessment.deciding().isEmpty()) {
            return told(Present.silent(assessment), assessment, before.lifeline);
        }
        SeriesAssessment deciding = assessment.deciding().get();
        long atMillis = assessment.atMillis();
        Optional<LifeFloor> floor = LifeFloor.of(state, deciding.series(), atMillis, policy);
        RecentGrowth recent = floor.map(RecentGrowth::of).orElse(RecentGrowth.EMPTY);
        Present present = Present.of(assessment, deciding, recent, policy.paneMillis());
        Optional<Lifeline> line = floor.map(
                life -> before.lifeline.orElseGet(() -> Lifeline.begun(state)).upTo(state, life, atMillis));
        return told(present, assessment, line.or(() -> before.lifeline));
    }

    private static ServiceEvidence told(Present present, InstanceAssessment assessment, Optional<Lifeline> lifeline) {
        String version = assessment.life().version();
        long atMillis = assessment.atMillis();
        return of(new Cohort(version, atMillis, atMillis, present, Room.EMPTY, AgeCurve.EMPTY), lifeline);
    }

    /** What an instance says now, and what its lives have shown. */
    private static ServiceEvidence of(Cohort now, Optional<Lifeline> lifeline) {
        List<Cohort> cohorts = new ArrayList<>(2);
        add(cohorts, now);
        lifeline.ifPresent(line -> line.cohorts().forEach(cohort -> add(cohorts, cohort)));
        return new ServiceEvidence(List.copyOf(cohorts), lifeline);
    }

    /** The evidence of both, whose instances must be distinct. */
    public ServiceEvidence merge(ServiceEvidence other) {
        if (cohorts.isEmpty() || other.cohorts.isEmpty()) {
            return cohorts.isEmpty() ? other : this;
        }
        List<Cohort> both = new ArrayList<>(cohorts);
        other.cohorts.forEach(cohort -> add(both, cohort));
        bound(both);
        return new ServiceEvidence(List.copyOf(both), Optional.empty());
    }

    private static void add(List<Cohort> cohorts, Cohort another) {
        for (int i = 0; i < cohorts.size(); i++) {
            if (cohorts.get(i).version().equals(another.version())) {
                cohorts.set(i, cohorts.get(i).merge(another));
                return;
            }
        }
        cohorts.add(another);
    }

    /** Beyond the bound the least important versions count as one, so that no instance is lost. */
    private static void bound(List<Cohort> cohorts) {
        if (cohorts.size() > MAX_COHORTS) {
            cohorts.sort(Cohort.IMPORTANCE);
            while (cohorts.size() > MAX_COHORTS) {
                Cohort least = cohorts.remove(cohorts.size() - 1);
                cohorts.set(MAX_COHORTS - 1, cohorts.get(MAX_COHORTS - 1).merge(least));
            }
        }
    }

    /**
     * What counts of one instance's evidence after a silence: all, as long as it may still be there; then only what its
     * lives have shown of growth by age; in the end nothing.
     */
    public ServiceEvidence standing(InstanceState state, long nowMillis, DetectorPolicy policy) {
        long silentMillis = nowMillis - state.lastMillis();
        if (silentMillis <= presentMillis(state, policy)) {
            return this;
        }
        if (silentMillis > policy.fleet().remembers().toMillis()) {
            return EMPTY;
        }
        return lifeline.map(line -> new ServiceEvidence(line.cohorts(), Optional.empty()))
                .orElse(EMPTY);
    }

    private static long presentMillis(InstanceState state, DetectorPolicy policy) {
        FleetPolicy fleet = policy.fleet();
        return Math.max(fleet.presentPanes() * policy.paneMillis(), fleet.presentGaps() * gapMillis(state));
    }

    /** Mean time between readings of the series that is read most often. */
    private static long gapMillis(InstanceState state) {
        long least = Long.MAX_VALUE;
        for (int slot = 0; slot < state.size(); slot++) {
            SeriesState series = state.stateAt(slot);
            if (series.role().isUsage() && series.readings() > 1) {
                least = Math.min(least, (series.lastMillis() - series.firstMillis()) / (series.readings() - 1));
            }
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }

    /** How many instances were merged into this. */
    public int instances() {
        return cohorts.stream().mapToInt(cohort -> cohort.present().instances()).sum();
    }

    /** The versions of its instances, those that ended included. */
    List<Cohort> cohorts() {
        return cohorts;
    }

    /** All its present instances, whatever their version. */
    Present present() {
        return cohorts.stream().map(Cohort::present).reduce(Present.NONE, Present::merge);
    }

    /** The version that most instances run, empty if unknown. */
    String version() {
        return cohorts.stream().min(Cohort.IMPORTANCE).map(Cohort::version).orElse("");
    }

    /** Of a single instance, what it said last, without its lives. */
    private Cohort now() {
        Cohort one = cohorts.stream()
                .filter(cohort -> cohort.present().instances() > 0)
                .findFirst()
                .orElseThrow();
        return new Cohort(
                one.version(), one.untilMillis(), one.untilMillis(), one.present(), Room.EMPTY, AgeCurve.EMPTY);
    }

    /** Writes the versioned compact form. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        out.writeBoolean(lifeline.isPresent());
        if (lifeline.isPresent()) {
            lifeline.get().writeTo(out);
            now().writeTo(out);
            return;
        }
        out.writeByte(cohorts.size());
        for (Cohort cohort : cohorts) {
            cohort.writeTo(out);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static ServiceEvidence readFrom(DataInput in) throws IOException {
        Wire.requireFormat(in, FORMAT, "service evidence");
        if (in.readBoolean()) {
            Lifeline line = Lifeline.readFrom(in);
            return of(Cohort.readFrom(in), Optional.of(line));
        }
        int size = in.readUnsignedByte();
        List<Cohort> cohorts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            cohorts.add(Cohort.readFrom(in));
        }
        return new ServiceEvidence(List.copyOf(cohorts), Optional.empty());
    }
}
