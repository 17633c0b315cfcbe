package io.heaptide.agent.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Native memory by category, where the JVM keeps books of it ({@code -XX:NativeMemoryTracking=summary}). */
public final class NativeMemory {

    /** Ours: the conventions have no name for it. */
    public static final String COMMITTED = "jvm.native_memory.committed";

    private static final AttributeKey<String> CATEGORY = AttributeKey.stringKey("jvm.native_memory.category");
    private static final String OPTION = "NativeMemoryTracking";
    private static final Pattern LINE =
            Pattern.compile("^- +(\\S.*?) \\(reserved=\\d+KB, committed=(\\d+)KB", Pattern.MULTILINE);

    private final long delayMillis;
    private final Consumer<Throwable> detached;
    private volatile boolean failed;

    /**
     * Nothing is asked yet.
     *
     * @param delay how old the JVM must be before it is asked: that needs the platform's MBean server, whose making fixes
     *     the log manager, and the host must have chosen its own by then
     * @param detached told once, if the JVM does not answer; it is not asked again
     */
    public NativeMemory(Duration delay, Consumer<Throwable> detached) {
        this.delayMillis = delay.toMillis();
        this.detached = detached;
    }

    /** Whether there are books at all; costs nothing, and loads no MBean server. */
    public static boolean isTracked() {
        try {
            @Nullable HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return options != null && !options.getVMOption(OPTION).getValue().equals("off");
        } catch (IllegalArgumentException | LinkageError other) { // no HotSpot, or an image without jdk.management
            return false;
        }
    }

    /** Registers the metric; each export reads the books anew. */
    public void register(Meter meter) {
        meter.upDownCounterBuilder(COMMITTED)
                .setUnit("By")
                .setDescription("Memory that the JVM has committed, by what it is for.")
                .buildWithCallback(this::observe);
    }

    private void observe(ObservableLongMeasurement measurement) {
        if (failed || ManagementFactory.getRuntimeMXBean().getUptime() < delayMillis) {
            return;
        }
        try {
            byCategory(summary())
                    .forEach((category, bytes) -> measurement.record(bytes, Attributes.of(CATEGORY, category)));
        } catch (JMException | RuntimeException | LinkageError cause) {
            failed = true;
            detached.accept(cause);
        }
    }

    private static String summary() throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmNativeMemory",
                        new Object[] {new String[] {"summary", "scale=KB"}},
                        new String[] {String[].class.getName()});
    }

    /** Committed bytes of each category in the text of {@code VM.native_memory summary scale=KB}. */
    static Map<String, Long> byCategory(String summary) {
        Map<String, Long> bytes = new LinkedHashMap<>();
        Matcher line = LINE.matcher(summary);
        while (line.find()) {
            bytes.put(line.group(1), Long.parseLong(line.group(2)) * 1024);
        }
        if (bytes.isEmpty()) {
            throw new IllegalStateException("no category in the answer: " + summary.strip());
        }
        return bytes;
    }
}
