package io.heaptide.topology;

import io.heaptide.core.SeriesId;
import java.util.HashMap;
import java.util.Map;

/** What published results are about, in a text: the same one for all instances, which keep it for days. For one thread. */
final class PublishedSubjects {

    /** Signals and pools of a fleet are few; beyond this they are hostile and are not worth remembering. */
    private static final int MOST = 1024;

    private final Map<SeriesId, String> names = new HashMap<>();

    String nameOf(SeriesId series) {
        if (names.size() >= MOST) {
            names.clear();
        }
        return names.computeIfAbsent(series, each -> each.signal() + "/" + each.pool());
    }
}
