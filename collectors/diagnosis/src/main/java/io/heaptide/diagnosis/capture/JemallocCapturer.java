package io.heaptide.diagnosis.capture;

import io.heaptide.importers.summary.ProfileFormats;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program whose jemalloc profiles and dumps by itself, every 2^{@code lg_prof_interval} bytes allocated or at each new
 * peak. Nothing outside can make it dump: {@code prof.dump} is a call within the process.
 */
final class JemallocCapturer implements Capturer {

    private static final List<String> SETTINGS = List.of("MALLOC_CONF", "_RJEM_MALLOC_CONF", "JE_MALLOC_CONF");

    @Override
    public String tool() {
        return "jemalloc";
    }

    @Override
    public boolean suits(TargetProcess process) {
        Map<String, String> settings = settings(process);
        boolean dumps = !settings.getOrDefault("lg_prof_interval", "-1").startsWith("-")
                || settings.getOrDefault("prof_gdump", "false").equals("true");
        return settings.getOrDefault("prof", "false").equals("true") && dumps;
    }

    @Override
    public Capture capture(TargetProcess process, CaptureRun run)
            throws CaptureFailed, IOException, InterruptedException {
        String prefix = settings(process).getOrDefault("prof_prefix", "jeprof") + "." + process.ownPid() + ".";
        DumpSequence dumps = new DumpSequence(
                DumpFiles.of(process, prefix), ProfileFormats.named("jemalloc").orElseThrow(), run);
        return Capture.ofWhole(
                tool(), run.series(number -> dumps.next(run.bounds().window())
                        .orElseThrow(() -> new CaptureFailed("it wrote no profile within "
                                + run.bounds().window().toSeconds()
                                + " s; a smaller lg_prof_interval makes it write more often"))));
    }

    private static Map<String, String> settings(TargetProcess process) {
        Map<String, String> settings = new HashMap<>();
        for (String name : SETTINGS) {
            Optional<String> value = process.environment(name);
            for (String entry : value.orElse("").split(",", -1)) {
                int colon = entry.indexOf(':');
                if (colon > 0) {
                    settings.put(
                            entry.substring(0, colon).strip(),
                            entry.substring(colon + 1).strip());
                }
            }
        }
        return settings;
    }
}
