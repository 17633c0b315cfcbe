package io.heaptide.benchmarks.detection;

import java.util.List;

/**
 * Cases that belong together.
 *
 * @param simulated a fleet of services from one seed; else recorded instances
 */
record Dataset(String name, boolean simulated, List<Case> cases) {
    Dataset {
        cases = List.copyOf(cases);
    }
}
