package io.heaptide.backtest;

import io.heaptide.core.Verdict;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened to one service or instance. */
final class Story {
    /** Concerns first, the gravest of them first, then the highest score. */
    static final Comparator<Story> WORST = Comparator.<Story, Verdict>comparing(
                    story -> story.verdict().isConcern() ? story.verdict() : Verdict.NOT_ENOUGH_DATA)
            .thenComparingDouble(Story::score)
            .thenComparing(Story::verdict)
            .reversed()
            .thenComparing(Story::service)
            .thenComparing(Story::instance);

    private final String service;
    private final String instance;
    private final Course course = new Course();
    private @Nullable Opinion opinion;
    private @Nullable Recording recording;

    /** @param instance empty if it is the service's own story */
    Story(String service, String instance) {
        this.service = service;
        this.instance = instance;
    }

    void hears(Opinion next) {
        if (course.takes(next.atMillis(), next.verdict())) {
            opinion = next;
        }
    }

    void keep(Recording with) {
        recording = with;
    }

    String service() {
        return service;
    }

    String instance() {
        return instance;
    }

    Course course() {
        return course;
    }

    Verdict verdict() {
        return course.gravest();
    }

    double score() {
        return opinion == null ? 0 : opinion.score();
    }

    /** The latest opinion among the gravest, empty before the first. */
    Optional<Opinion> opinion() {
        return Optional.ofNullable(opinion);
    }

    Optional<Recording> recording() {
        return Optional.ofNullable(recording);
    }
}
