package io.heaptide.topology;

import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.InstanceDetector;
import io.heaptide.core.InstanceId;
import io.heaptide.core.SeriesAssessment;
import io.heaptide.core.ServiceEvidence;
import io.heaptide.schemas.SeriesTrend;
import io.heaptide.topology.PublishPolicy.Published;
import java.util.Optional;

/** Has the core judge an instance, keeps what it says for the service, and decides whether it is worth publishing. */
final class InstanceEvaluation {

    private final TopologyConfig config;
    private final InstanceDetector detector;
    private final EvidenceForm form = new EvidenceForm();
    private final PublishedSubjects subjects = new PublishedSubjects();

    InstanceEvaluation(TopologyConfig config) {
        this.config = config;
        this.detector = new InstanceDetector(config.detector());
    }

    /** Judges with what came before the start of the newest reading's pane; at most once per pane. */
    Optional<SeriesTrend> paneClosed(Slot<InstanceId, TrackedInstance> slot) {
        long boundary = config.paneStart(slot.state().state().lastMillis());
        return boundary > slot.state().assessedMillis() ? assess(slot, boundary) : Optional.empty();
    }

    /** Closes the pane of an instance that has gone quiet, and judges with all there is. */
    Optional<SeriesTrend> wentQuiet(Slot<InstanceId, TrackedInstance> slot, long nowMillis) {
        TrackedInstance tracked = slot.state();
        tracked.state().closeQuietPanes(nowMillis, config.detector());
        return assess(slot, config.paneStart(tracked.state().lastMillis()) + config.paneMillis());
    }

    private Optional<SeriesTrend> assess(Slot<InstanceId, TrackedInstance> slot, long atMillis) {
        TrackedInstance tracked = slot.state();
        InstanceAssessment assessment = detector.assess(tracked.state(), atMillis);
        ServiceEvidence before = form.thaw(slot.key(), tracked.evidence());
        ServiceEvidence found = ServiceEvidence.of(assessment, tracked.state(), before, config.detector());
        tracked.assessed(atMillis, form.freeze(slot.key(), found));
        slot.changed();
        return assessment.deciding().flatMap(deciding -> publish(tracked, assessment, deciding));
    }

    private Optional<SeriesTrend> publish(
            TrackedInstance tracked, InstanceAssessment assessment, SeriesAssessment deciding) {
        Published next = new Published(
                deciding.verdict(), deciding.score(), subjects.nameOf(deciding.series()), assessment.atMillis());
        if (!config.publish().saysSomethingNew(tracked.published(), next)) {
            return Optional.empty();
        }
        tracked.published(next);
        return Optional.of(WireTrend.of(assessment, deciding, tracked.placement()));
    }
}
