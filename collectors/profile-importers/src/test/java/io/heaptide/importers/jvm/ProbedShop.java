package io.heaptide.importers.jvm;

import io.heaptide.agent.allocation.AllocationProbe;
import io.heaptide.agent.allocation.AllocationSite;
import io.heaptide.agent.allocation.AllocationSummary;
import io.heaptide.agent.allocation.SummaryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A {@link LeakingShop} that the JVM agent's own probe watches; its sites end up in a file, frames separated by tabs. */
public final class ProbedShop {

    private ProbedShop() {}

    public static void main(String[] args) throws IOException {
        try (AllocationProbe probe = AllocationProbe.start(Duration.ofMinutes(5), SummaryPolicy.within(1 << 20))) {
            LeakingShop.main(args);
            AllocationSummary summary = probe.summarise();
            StringBuilder sites = new StringBuilder();
            for (AllocationSite site : summary.sites()) {
                sites.append(String.join("\t", site.frames())).append('\n');
            }
            Files.writeString(Path.of(System.getProperty("sites")), sites);
        }
    }
}
