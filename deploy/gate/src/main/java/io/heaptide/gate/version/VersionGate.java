package io.heaptide.gate.version;

import io.heaptide.gate.GateCase;
import io.heaptide.gate.GateCase.Status;
import io.heaptide.gate.GateResult;
import io.heaptide.gate.SourceTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Judges a release: whether the new version grows more than the running one at equal age. */
public final class VersionGate {

    private static final String GROWTH = "version-growth";
    private static final String DETECTOR = "detector";

    private final FleetMemory memory;
    private final VersionPolicy policy;
    private final SourceTree sources;

    public VersionGate(FleetMemory memory, VersionPolicy policy, SourceTree sources) {
        this.memory = memory;
        this.policy = policy;
        this.sources = sources;
    }

    /**
     * Judges as soon as enough is known.
     *
     * @param patience how long to wait for it, and how often to ask
     * @param progress told what is still missing, each time
     * @param withoutData how a version is judged of which not enough became known
     */
    public GateResult judge(
            VersionQuestion question, Patience patience, Consumer<String> progress, Status withoutData) {
        Comparison comparison = compare(question);
        Duration left = patience.atMost();
        while (comparison instanceof Comparison.NotEnough && !left.isZero()) {
            progress.accept(comparison.reason());
            Duration pause = left.compareTo(patience.every()) < 0 ? left : patience.every();
            if (!patience.pause().forAWhile(pause)) {
                break;
            }
            left = left.minus(pause);
            comparison = compare(question);
        }
        return result(question, comparison, withoutData);
    }

    private Comparison compare(VersionQuestion question) {
        return Comparison.of(memory.lives(question, policy), policy);
    }

    private GateResult result(VersionQuestion question, Comparison comparison, Status withoutData) {
        List<GateCase> cases = new ArrayList<>();
        if (comparison instanceof Comparison.Outgrows) {
            cases.add(outgrows(question, comparison.reason()));
        } else if (comparison instanceof Comparison.NotEnough) {
            cases.add(GateCase.of(GROWTH, question.subject(), withoutData, "no verdict: " + comparison.reason()));
        } else {
            cases.add(GateCase.of(GROWTH, question.subject(), Status.PASSED, comparison.reason()));
        }
        cases.add(detector(question));
        return new GateResult(question.subject(), cases);
    }

    private GateCase outgrows(VersionQuestion question, String reason) {
        Optional<FleetMemory.BlamedSite> blamed = memory.fastestSite(question, sources);
        String attribution = blamed.map(site ->
                        String.format(Locale.ROOT, "; %.0f %% of the growth is %s", site.share() * 100, site.site()))
                .orElse("");
        return new GateCase(
                GROWTH,
                question.subject(),
                Status.FAILED,
                reason + attribution,
                blamed.map(FleetMemory.BlamedSite::culprit));
    }

    /** What is said of the new version by the detector counts, unless it says it of the others, too. */
    private GateCase detector(VersionQuestion question) {
        Map<String, Long> leaking = memory.leakingEvaluations(question);
        long newer = leaking.getOrDefault(question.version(), 0L);
        long older = leaking.entrySet().stream()
                .filter(version -> !version.getKey().equals(question.version()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (newer > 0 && older == 0) {
            return GateCase.of(
                    DETECTOR,
                    question.subject(),
                    Status.FAILED,
                    "called leaking " + newer + " times, no version before");
        }
        String message = newer == 0 ? "not called leaking" : "called leaking, as versions before it were";
        return GateCase.of(DETECTOR, question.subject(), Status.PASSED, message);
    }

    /**
     * How long to wait.
     *
     * @param atMost in all
     * @param every between two questions
     * @param pause waits
     */
    public record Patience(Duration atMost, Duration every, Pause pause) {

        public Patience {
            if (atMost.isNegative()) {
                throw new IllegalArgumentException("atMost must not be negative, got " + atMost);
            }
            if (every.toMillis() < 1) {
                throw new IllegalArgumentException("every must be at least a millisecond, got " + every);
            }
        }
    }

    /** Waits; false if it was interrupted. */
    public interface Pause {
        boolean forAWhile(Duration duration);
    }
}
