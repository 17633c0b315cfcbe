package io.heaptide.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What watching costs on a node of 500 containers, in CPU time of the agent's own and resident memory. Its diagnosis, which
 * brings a consumer of its own, is off.
 */
@Tag("field")
class OverheadIT {

    private static final int CONTAINERS = 500;
    private static final int WARM_UP_SECONDS = 100; // beyond the youth of the containers, and of the agent's own code
    private static final int MEASURED_SECONDS = 60;
    private static final double MOST_OF_A_CORE = 0.01;
    private static final long MOST_RESIDENT_KIB = 80 << 10;
    private static final Pattern READY = Pattern.compile("health on port (\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    @Test
    void fiveHundredContainersCostAHundredthOfACoreAndEightyMebibytes(@TempDir Path folder) throws Exception {
        List<TestGroup> containers = new ArrayList<>();
        try (LocalKafka kafka = LocalKafka.temporary()) {
            for (int i = 0; i < CONTAINERS; i++) {
                TestGroup container = TestGroup.create("container-" + i);
                containers.add(container);
                container.run(Map.of("OTEL_SERVICE_NAME", "service-" + i % 50), "sleep", "1000");
            }
            try (JavaProcess agent = JavaProcess.startAgent(
                    Map.of("HEAPTIDE_KAFKA", kafka.bootstrapServers(), "HEAPTIDE_DIAGNOSIS", "off"), folder)) {
                agent.awaitOutput(READY);
                Thread.sleep(WARM_UP_SECONDS * 1000L);
                long before = cpuTicks(agent.process.pid());
                long residentKib = medianResidentKib(agent.process.pid());
                double share = (cpuTicks(agent.process.pid()) - before) / 100.0 / MEASURED_SECONDS;
                System.out.printf(
                        "node-agent, %d containers: %.2f %% of a core, %d MiB%n",
                        CONTAINERS, 100 * share, residentKib >> 10);
                assertThat(share).as("share of a core").isLessThanOrEqualTo(MOST_OF_A_CORE);
                assertThat(residentKib).as("resident KiB").isLessThanOrEqualTo(MOST_RESIDENT_KIB);
            }
        } finally {
            for (TestGroup container : containers) {
                container.close();
            }
        }
    }

    /** User and system time of a process, in hundredths of a second. */
    private static long cpuTicks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** Of a reading each second: what the allocator holds for a moment swings by two megabytes. */
    private static long medianResidentKib(long pid) throws Exception {
        List<Long> readings = new ArrayList<>();
        for (int second = 0; second < MEASURED_SECONDS; second++) {
            Thread.sleep(1_000);
            readings.add(residentKib(pid));
        }
        readings.sort(null);
        return readings.get(MEASURED_SECONDS / 2);
    }

    private static long residentKib(long pid) throws IOException {
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        assertThat(resident.find()).isTrue();
        return Long.parseLong(resident.group(1));
    }
}
