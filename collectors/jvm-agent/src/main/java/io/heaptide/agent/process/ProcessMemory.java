package io.heaptide.agent.process;

import io.opentelemetry.api.metrics.Meter;
import java.nio.file.Path;

/** The two readings that only the operating system can give, as metrics; each absent where there is none. */
public final class ProcessMemory {

    /** OpenTelemetry's name for resident memory. */
    public static final String USAGE = "process.memory.usage";

    /** Ours: the conventions name a container's memory limit for Kubernetes only. */
    public static final String LIMIT = "heaptide.process.memory.limit";

    private final ResidentMemory resident;
    private final CgroupLimit limit;

    ProcessMemory(Path root) {
        resident = new ResidentMemory(root);
        limit = new CgroupLimit(root);
    }

    public static ProcessMemory ofThisProcess() {
        return new ProcessMemory(Path.of("/"));
    }

    /** Registers both; each export reads them anew, because limits change under a running container. */
    public void register(Meter meter) {
        meter.upDownCounterBuilder(USAGE)
                .setUnit("By")
                .setDescription("Resident memory of the process.")
                .buildWithCallback(measurement -> resident.bytes().ifPresent(measurement::record));
        meter.upDownCounterBuilder(LIMIT)
                .setUnit("By")
                .setDescription("The tightest memory limit of the control groups the process runs in.")
                .buildWithCallback(measurement -> limit.bytes().ifPresent(measurement::record));
    }
}
