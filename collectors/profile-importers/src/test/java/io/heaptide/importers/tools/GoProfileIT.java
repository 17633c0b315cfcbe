package io.heaptide.importers.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.signals.AllocationSiteFingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a Go program says of its heap, and what Go's own {@code pprof} makes of that and of a native heap. */
@Tag("field")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoProfileIT {

    private static final Map<String, String> ENVIRONMENT = Map.of("GOFLAGS", "-mod=mod", "GOTOOLCHAIN", "local");

    private Path folder = Path.of("");
    private String go = "";

    @BeforeAll
    void findGo(@TempDir Path temporary) {
        folder = temporary;
        go = Machine.program("go").toString();
    }

    @Test
    void aGoProgramsLeakIsFoundAsPprofTellsIt() throws IOException, InterruptedException {
        Program.source(folder, "shop.go");
        Machine.run(folder, ENVIRONMENT, go, "build", "-o", "shopgo", "shop.go");
        Machine.run(folder, Map.of(), "sh", "-c", "./shopgo > heap.pb.gz");
        SiteReport report = Program.read("pprof", folder.resolve("heap.pb.gz"));

        KnownSite leak = report.sites().get(0);
        assertThat(leak.name()).startsWith("main.copyText (shop.go:");
        assertThat(leak.fingerprint())
                .isEqualTo(AllocationSiteFingerprint.of(List.of("main.copyText", "main.(*cache).put", "main.main")));
        double leaked = 20_000 * 1024.0; // Go's size class for 1,000 bytes
        assertThat(Math.abs(leak.site().live().bytes() - leaked))
                .isLessThan(4 * leak.site().liveBytesError());
        assertThat(leak.site().liveBytesError()).isLessThan(0.05 * leaked);
        Map<String, Double> told = top("inuse_space", "shopgo", "heap.pb.gz");
        assertThat(told).containsKey("main.copyText");
        assertAgrees(innermost(report), told);
    }

    /** {@code go tool pprof} names tcmalloc's addresses and writes them in the form of pprof. */
    @Test
    void aNativeProfileConvertedByGoHasTheSameSites() throws IOException, InterruptedException {
        Program shop = Program.compiled(folder, "cc", "shop.c", "-O2", "-Dnoinline=always_inline");
        Path text = shop.tcmalloc();
        String output = "-output=native.pb.gz";
        Machine.run(folder, ENVIRONMENT, go, "tool", "pprof", "-proto", output, shop.binary(), text.toString());

        assertThat(Program.bytes(Program.read("pprof", folder.resolve("native.pb.gz"))))
                .isEqualTo(Program.bytes(Program.read("gperftools", text)))
                .containsEntry(NativeToolsIT.TEXTS, 2_000_000.0);
    }

    private static void assertAgrees(Map<String, Double> imported, Map<String, Double> told) {
        assertThat(imported.keySet()).isEqualTo(told.keySet());
        told.forEach((function, bytes) ->
                assertThat(imported.get(function)).as(function).isCloseTo(bytes, offset(1.0)));
    }

    /** {@code flat flat% sum% cum cum% function}, of functions that allocate. */
    private Map<String, Double> top(String values, String binary, String profile)
            throws IOException, InterruptedException {
        String[] command = {
            go,
            "tool",
            "pprof",
            "-top",
            "-unit=B",
            "-nodefraction=0",
            "-nodecount=10000",
            "-sample_index=" + values,
            binary,
            profile
        };
        String text = Machine.run(folder, ENVIRONMENT, command);
        Map<String, Double> flat = new TreeMap<>();
        Matcher line = Pattern.compile(
                        "(?m)^ *([\\d.]+)B +[\\d.]+% +[\\d.]+% +[\\d.]+B? +[\\d.]+% +(.+?)(?: \\(inline\\))?$")
                .matcher(text);
        while (line.find()) {
            flat.put(line.group(2), Double.valueOf(line.group(1)));
        }
        assertThat(flat).as(text).isNotEmpty();
        return flat;
    }

    private static Map<String, Double> innermost(SiteReport report) {
        Map<String, Double> flat = new TreeMap<>();
        for (KnownSite known : report.sites()) {
            double bytes = known.site().live().bytes();
            if (bytes > 0) {
                flat.merge(known.site().frames().get(0).function(), bytes, Double::sum);
            }
        }
        return flat;
    }
}
