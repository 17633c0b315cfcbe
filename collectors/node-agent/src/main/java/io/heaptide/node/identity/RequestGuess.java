package io.heaptide.node.identity;

import io.heaptide.node.kernel.ProcessFiles;
import io.heaptide.node.kernel.ProcessStat;
import java.util.OptionalLong;

/**
 * What a container's memory request is, without asking the API server: handed down in its environment, or read back from
 * how the kubelet weighs its processes for the kernel's choice of whom to kill.
 *
 * <p>Of a burstable pod the kubelet writes {@code 1000 - 1000 * request / capacity} (pkg/kubelet/qos/policy.go), kept in
 * [3, 999]; read back, it is exact to a thousandth of the machine's memory.
 */
final class RequestGuess {

    private static final long SCALE = 1000;
    private static final long LEAST_EXACT = 4;
    private static final long MOST_EXACT = 998;

    private final ProcessFiles processes;

    RequestGuess(ProcessFiles processes) {
        this.processes = processes;
    }

    /** Empty where nothing is requested, and where the request is to be read elsewhere: a guaranteed pod's is its limit. */
    OptionalLong of(Place place, Environment environment, ProcessStat main) {
        OptionalLong told = environment.requestBytes();
        if (told.isPresent() || place.qos() != Place.Qos.BURSTABLE) {
            return told;
        }
        OptionalLong adjustment = processes.oomScoreAdjustment(main.pid());
        long weight = adjustment.orElse(SCALE);
        long capacity = processes.memory().totalBytes();
        return weight < LEAST_EXACT || weight > MOST_EXACT || capacity <= 0
                ? OptionalLong.empty()
                : OptionalLong.of((SCALE - weight) * (capacity / SCALE));
    }
}
