package io.heaptide.node;

import io.heaptide.node.identity.Identification;
import io.heaptide.node.kernel.KernelLog;
import io.heaptide.node.kernel.ProcessFiles;
import io.heaptide.node.kernel.ProcessStat;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What every watch needs.
 *
 * @param sinceMillis when the agent began: who was born before is taken up without a word
 */
record Surroundings(
        ProcessFiles processes,
        Identification identification,
        SamplingPolicy policy,
        KernelLog kernelLog,
        long sinceMillis) {

    /** Those of the processes that still live, the oldest first. */
    List<ProcessStat> living(int[] pids) {
        return Arrays.stream(pids)
                .limit(policy.maxProcesses())
                .mapToObj(processes::stat)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(ProcessStat::startTicks).thenComparingInt(ProcessStat::pid))
                .toList();
    }

    ProcessReading reading(ProcessStat process) {
        return new ProcessReading(process.pid(), process.name(), processes.residentBytes(process));
    }

    /** Proportional memory of all together; empty if none of them may be read. */
    OptionalLong proportionalBytes(Collection<ProcessStat> all) {
        long sum = 0;
        boolean any = false;
        for (ProcessStat process : all) {
            OptionalLong bytes = processes.proportionalBytes(process.pid());
            sum += bytes.orElse(0);
            any |= bytes.isPresent();
        }
        return any ? OptionalLong.of(sum) : OptionalLong.empty();
    }
}
