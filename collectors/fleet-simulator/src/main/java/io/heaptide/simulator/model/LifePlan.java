package io.heaptide.simulator.model;

import java.time.Duration;
import java.util.List;

/** When processes of a service begin and end, out-of-memory kills aside. */
public sealed interface LifePlan {

    /** The versions in the order of their roll-out; never empty. */
    List<Release> releases();

    /** How long an instance is away between two lives. */
    Duration restartDelay();

    /**
     * Processes run until a new version replaces them.
     *
     * @param releases in the order of their roll-out
     * @param stagger time from one instance's replacement to the next one's
     * @param restartDelay how long an instance is away
     */
    record Deployed(List<Release> releases, Duration stagger, Duration restartDelay) implements LifePlan {

        /** Checks every part. */
        public Deployed {
            releases = List.copyOf(releases);
            Require.positive("deployed.releases", releases.size());
            Require.notNegative("deployed.stagger", stagger);
            Require.positive("deployed.restartDelay", restartDelay);
            for (int i = 1; i < releases.size(); i++) {
                if (releases.get(i).at().compareTo(releases.get(i - 1).at()) <= 0) {
                    throw new IllegalArgumentException("deployed.releases must be in time order, got " + releases);
                }
            }
        }
    }

    /**
     * Pods that do a job and go, each a new instance.
     *
     * @param version the one version they run
     * @param life how long a pod lives, give or take a tenth
     * @param restartDelay until the next pod takes the place
     */
    record ShortLived(String version, Duration life, Duration restartDelay) implements LifePlan {

        /** Checks every part. */
        public ShortLived {
            Require.named("shortLived.version", version);
            Require.positive("shortLived.life", life);
            Require.positive("shortLived.restartDelay", restartDelay);
        }

        @Override
        public List<Release> releases() {
            return List.of(new Release(version, Duration.ZERO));
        }
    }
}
