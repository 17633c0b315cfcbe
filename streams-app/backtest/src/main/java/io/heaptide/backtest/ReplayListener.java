package io.heaptide.backtest;

import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.InstanceId;
import io.heaptide.core.SeriesId;
import io.heaptide.core.ServiceScore;

/** Hears what the detector says during a replay. */
@FunctionalInterface
public interface ReplayListener {
    /** An instance's or a service's verdict became another. */
    void changed(Change change);

    /** An instance was judged, once a pane. */
    default void assessed(InstanceAssessment assessment) {}

    /** A service was judged, once a pane. */
    default void scored(ServiceScore score) {}

    /** The first reading of a series came. */
    default void began(InstanceId instance, SeriesId series) {}

    /** An instance was silent for so long that it is gone. */
    default void ended(InstanceId instance) {}
}
