package io.heaptide.diagnosis;

import io.heaptide.diagnosis.capture.CaptureBounds;
import io.heaptide.schemas.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How an agent diagnoses.
 *
 * @param kafka bootstrap servers
 * @param policy when and how often
 * @param bounds of each capture
 * @param asyncProfiler the library, if JVMs are to be looked into by it
 * @param heapMib of the process that captures
 * @param classPath of the process that captures
 * @param variables what all this was read from, for that process to read again
 */
public record DiagnosisConfig(
        String kafka,
        DiagnosisPolicy policy,
        CaptureBounds bounds,
        Optional<Path> asyncProfiler,
        int heapMib,
        String classPath,
        Map<String, String> variables) {

    private static final String SWITCH = "HEAPTIDE_DIAGNOSIS";

    private static final int LEAST_HEAP_MIB = 64;

    public DiagnosisConfig {
        if (kafka.isBlank()) {
            throw new IllegalArgumentException("diagnosis.kafka must not be blank");
        }
        if (heapMib < LEAST_HEAP_MIB) {
            throw new IllegalArgumentException(
                    "HEAPTIDE_DIAGNOSIS_HEAP_MIB must be at least " + LEAST_HEAP_MIB + ", got " + heapMib);
        }
        variables = Map.copyOf(variables);
    }

    /** Whether an environment wants diagnoses. */
    public static boolean isOn(Map<String, String> variables) {
        return new Settings(variables).onOff(SWITCH, true);
    }

    /** From an environment. */
    public static DiagnosisConfig from(Map<String, String> variables) {
        Settings settings = new Settings(variables);
        return new DiagnosisConfig(
                settings.text("HEAPTIDE_KAFKA", "127.0.0.1:9092"),
                policy(settings),
                bounds(settings),
                settings.text("HEAPTIDE_ASYNC_PROFILER").map(Path::of),
                settings.number(SWITCH + "_HEAP_MIB", 256),
                settings.text(SWITCH + "_CLASS_PATH").orElseGet(DiagnosisConfig::ownLibraries),
                variables);
    }

    /** All that lies beside this class's own jar, of which an agent has only a part on its class path. */
    private static String ownLibraries() {
        URI own = URI.create(DiagnosisConfig.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
        Path folder = Path.of(own).resolveSibling("");
        try (DirectoryStream<Path> importers = Files.newDirectoryStream(folder, "heaptide-profile-importers-*.jar")) {
            return importers.iterator().hasNext() ? folder + "/*" : System.getProperty("java.class.path");
        } catch (IOException unreadable) {
            return System.getProperty("java.class.path");
        }
    }

    private static DiagnosisPolicy policy(Settings settings) {
        DiagnosisPolicy absent = DiagnosisPolicy.defaults();
        return new DiagnosisPolicy(
                settings.parsed(SWITCH + "_PRESSURE", absent.pressure(), Double::valueOf),
                absent.relief(),
                settings.duration(SWITCH + "_TIME_TO_LIMIT", absent.nearLimit()),
                settings.number(SWITCH + "_PER_DAY", absent.automaticPerDay()),
                settings.number(SWITCH + "_ON_DEMAND_PER_DAY", absent.onDemandPerDay()),
                settings.number(SWITCH + "_SNAPSHOTS_PER_DAY", absent.snapshotsPerDay()),
                absent.patience());
    }

    private static CaptureBounds bounds(Settings settings) {
        CaptureBounds absent = CaptureBounds.defaults();
        Duration window = settings.duration(SWITCH + "_WINDOW", absent.window());
        return new CaptureBounds(
                window,
                absent.snapshots(),
                window.plus(absent.deadline().minus(absent.window())),
                settings.duration(SWITCH + "_CPU", absent.cpu()),
                mebibytes(settings, SWITCH + "_MAX_FILE_MIB", absent.maxFileBytes()),
                mebibytes(settings, SWITCH + "_MAX_DUMP_MIB", absent.maxDumpBytes()));
    }

    private static long mebibytes(Settings settings, String key, long absentBytes) {
        return (long) settings.number(key, (int) (absentBytes >> 20)) << 20;
    }
}
