package io.heaptide.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A service for the agent to watch: so many requests a second, each of the same work. It makes garbage as services do,
 * and keeps the latest answers in a cache. Its work depends
 * little on what the compiler learned from the agent's: hashing lists of strings did, and cost half as much again as soon
 * as anything else hashed lists. Arguments: warm-up, time, requests a second.
 */
public final class AgentLoad {

    static final String START_CPU = "start_cpu_seconds";
    static final String CPU = "cpu_percent_of_a_core";
    static final String RESIDENT = "resident_mib";
    static final String LIVE = "live_heap_mib";

    private static final int CACHED = 2_000;
    private static final int CACHED_BYTES = 4_096;
    private static final int FIELDS = 400;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MIB = 1 << 20;
    private static final Pattern VM_RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Map<Integer, byte[]> cache = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
            return size() > CACHED;
        }
    };
    private final CRC32 checksum = new CRC32();
    private final long period;
    private int requests;

    private AgentLoad(int requestsPerSecond) {
        period = (long) (NANOS_PER_SECOND / requestsPerSecond);
    }

    /** Runs warm-up and measurement, then prints what they cost. */
    public static void main(String[] arguments) throws IOException {
        AgentLoad load = new AgentLoad(Integer.parseInt(arguments[2]));
        load.run(Duration.parse(arguments[0]));
        double before = cpuSeconds();
        Duration time = Duration.parse(arguments[1]);
        load.run(time);
        double used = cpuSeconds() - before;
        double resident = residentMib();
        new Figures(Map.of(START_CPU, before, CPU, used / time.toSeconds() * 100, RESIDENT, resident, LIVE, liveMib()))
                .print();
    }

    private void run(Duration time) {
        long due = System.nanoTime();
        long end = due + time.toNanos();
        for (; due < end; due += period) { // so many, even if some are late: the work is the same in every run
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            answer(requests++);
        }
    }

    private void answer(int request) {
        Map<String, String> fields = new HashMap<>();
        for (int field = 0; field < FIELDS; field++) {
            fields.put("field-" + field, "value " + request + " of field " + field);
        }
        byte[] body = fields.toString().getBytes(UTF_8);
        checksum.update(body);
        cache.put(request, Arrays.copyOf(body, CACHED_BYTES));
    }

    private static double cpuSeconds() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getProcessCpuTime() / NANOS_PER_SECOND;
    }

    /** Not a number where the operating system has no {@code /proc}. */
    private static double residentMib() throws IOException {
        Path status = Path.of("/proc/self/status");
        Matcher rss = VM_RSS.matcher(Files.isReadable(status) ? Files.readString(status) : "");
        return rss.find() ? Long.parseLong(rss.group(1)) * 1024 / MIB : Double.NaN;
    }

    private static double liveMib() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
    }
}
