package io.heaptide.notifier;

import java.util.List;

/**
 * How delivery goes.
 *
 * @param targets one entry each; none where no target is configured
 */
public record NotifierHealth(List<TargetHealth> targets) {

    public NotifierHealth {
        targets = List.copyOf(targets);
    }

    /** Whether every thread lives. A target that is down is its own trouble: restarting us would not help it. */
    public boolean isHealthy() {
        return targets.stream().noneMatch(target -> target.state() == TargetHealth.State.FAILED);
    }
}
