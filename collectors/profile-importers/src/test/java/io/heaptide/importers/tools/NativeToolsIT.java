package io.heaptide.importers.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import io.heaptide.importers.Site;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that loses 2,000 texts of 1,000 bytes under the real tools: each finds the planted site, with its bytes, under
 * one fingerprint, and what is imported agrees with what the tool itself reports.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NativeToolsIT {

    private static final String TEXTS =
            AllocationSiteFingerprint.of(List.of("copy_text", "order_cache_put", "handle_request"));
    private static final String ORDERS =
            AllocationSiteFingerprint.of(List.of("order_cache_put", "handle_request", "main"));

    private Path folder = Path.of("");
    private Program shop;

    @BeforeAll
    void compile(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        shop = Program.compiled(folder, "cc", "shop.c");
    }

    @Test
    void valgrindAndItsSummary() throws IOException, InterruptedException {
        String valgrind = Machine.program("valgrind").toString();
        shop.run(
                Map.of(),
                valgrind,
                "-q",
                "--leak-check=full",
                "--show-leak-kinds=all",
                "--xml=yes",
                "--xml-file=leaks.xml");
        SiteReport report = Program.read("valgrind", folder.resolve("leaks.xml"));
        String summary = shop.run(Map.of(), valgrind, "--leak-check=full");

        assertThat(live(report, TEXTS)).isEqualTo(2_000_000);
        assertThat(live(report, ORDERS)).isEqualTo(32_000);
        assertThat(report.liveBytes()).isEqualTo(lost(summary, "definitely") + lost(summary, "indirectly"));
    }

    @Test
    void massifAndMsPrint() throws IOException, InterruptedException {
        shop.run(
                Map.of(),
                Machine.program("valgrind").toString(),
                "-q",
                "--tool=massif",
                "--detailed-freq=1",
                "--massif-out-file=massif.out");
        SiteReport report = Program.read("massif", folder.resolve("massif.out"));
        String printed =
                Machine.run(folder, Map.of(), Machine.program("ms_print").toString(), "--threshold=0", "massif.out");
        String last = printed.substring(printed.lastIndexOf("(heap allocation functions)"));

        assertThat(live(report, TEXTS)).isBetween(1_960_000.0, 2_000_000.0); // its last snapshot is near the end
        assertThat(last).contains(String.format("(%,dB) 0x", (long) live(report, TEXTS)));
        assertThat(last).contains(String.format("(%,dB) 0x", (long) live(report, ORDERS)));
    }

    @Test
    void gperftoolsAndGooglePprof() throws IOException, InterruptedException {
        String tcmalloc = Machine.library("libtcmalloc.so.4");
        shop.run(Map.of(
                "LD_PRELOAD", tcmalloc, "HEAPPROFILE", folder.resolve("tc").toString()));
        Path heap = shop.only("tc.");
        SiteReport report = Program.read("gperftools", heap);

        assertThat(live(report, TEXTS)).isEqualTo(2_000_000);
        assertThat(live(report, ORDERS)).isEqualTo(32_000);
        assertAgrees(Program.flat(report), pprof("google-pprof", shop, heap));
    }

    @Test
    void sampledTcmallocAndGooglePprof() throws IOException, InterruptedException {
        Machine.library("libtcmalloc.so.4");
        Program sampled = Program.compiled(folder, "c++", "sampled.cc", "-ltcmalloc");
        sampled.run(Map.of("TCMALLOC_SAMPLE_PARAMETER", "65536"));
        Path heap = folder.resolve("sampled.heap");
        SiteReport report = Program.read("gperftools", heap);

        assertThat(live(report, TEXTS)).isCloseTo(200e6, withPercentage(15)); // it samples less in its first megabytes
        assertAgrees(Program.flat(report), pprof("google-pprof", sampled, heap));
        SiteReport growth = Program.read("gperftools", folder.resolve("growth.heap"));
        assertThat(live(growth, TEXTS)).isBetween(190e6, 230e6);
    }

    @Test
    void jemallocAndJeprof() throws IOException, InterruptedException {
        String jemalloc = Machine.library("libjemalloc.so.2");
        shop.run(Map.of(
                "LD_PRELOAD",
                jemalloc,
                "MALLOC_CONF",
                "prof:true,lg_prof_sample:12,prof_final:true,prof_prefix:" + folder.resolve("je")));
        Path heap = shop.only("je.");
        SiteReport report = Program.read("jemalloc", heap);
        Site texts = site(report, TEXTS);

        // it counts usable bytes: 1,024 for 1,000
        assertThat(Math.abs(texts.live().bytes() - 2_048_000)).isLessThan(4 * texts.liveBytesError());
        assertThat(texts.liveBytesError()).isLessThan(0.08 * texts.live().bytes());
        assertAgrees(Program.flat(report), pprof("jeprof", shop, heap));
    }

    @Test
    void straceAndItsCounts() throws IOException, InterruptedException {
        String strace = Machine.program("strace").toString();
        shop.run(Map.of(), strace, "-f", "-e", "trace=memory", "-o", "memory.strace");
        shop.run(Map.of(), strace, "-f", "-k", "-e", "trace=memory", "-o", "stacks.strace");
        SiteReport plain = Program.read("strace", folder.resolve("memory.strace"));
        SiteReport stacks = Program.read("strace", folder.resolve("stacks.strace"));

        Site heap = plain.sites().get(0).site();
        assertThat(plain.sites().get(0).name()).isEqualTo("brk");
        assertThat(heap.live().bytes()).isBetween(2_032_000.0, 2_500_000.0);
        assertThat(stacks.liveBytes()).isCloseTo(plain.liveBytes(), offset(0.0));
        assertThat(live(stacks, TEXTS)).isGreaterThan(500_000);
    }

    @Test
    void bpftrace() throws IOException, InterruptedException {
        Machine.needs(System.getProperty("user.name").equals("root"), "root's rights to trace");
        Path traced = folder.resolve("shop.memleak");
        KernelTrace.of(Machine.program("bpftrace"), Path.of(shop.binary()), traced);
        SiteReport report = Program.read("memleak", traced);

        assertThat(live(report, TEXTS)).isEqualTo(2_000_000);
        assertThat(live(report, ORDERS)).isEqualTo(32_000);
    }

    @Test
    void cxxReadsTheSameInValgrindAndGperftools() throws IOException, InterruptedException {
        String valgrind = Machine.program("valgrind").toString();
        String tcmalloc = Machine.library("libtcmalloc.so.4");
        Program cxx = Program.compiled(folder, "c++", "cxx.cc");
        cxx.run(
                Map.of(),
                valgrind,
                "-q",
                "--leak-check=full",
                "--show-leak-kinds=all",
                "--xml=yes",
                "--xml-file=cxx.xml");
        cxx.run(Map.of(
                "LD_PRELOAD", tcmalloc, "HEAPPROFILE", folder.resolve("cx").toString()));

        Map<String, Double> byValgrind = Program.bytes(Program.read("valgrind", folder.resolve("cxx.xml")));
        assertThat(byValgrind).hasSize(4);
        assertThat(Program.bytes(Program.read("gperftools", cxx.only("cx.")))).isEqualTo(byValgrind);
    }

    private static void assertAgrees(Map<String, Double> imported, Map<String, Double> reported) {
        assertThat(reported).containsKeys("copy_text");
        reported.keySet().retainAll(imported.keySet()); // jeprof names stripped libraries by the nearest export
        assertThat(reported).containsKeys("copy_text");
        reported.forEach((function, bytes) ->
                assertThat(imported.get(function)).as(function).isCloseTo(bytes, offset(2.0)));
    }

    /** {@code flat flat% sum% cum cum% function}, of functions that allocate. */
    private static Map<String, Double> pprof(String tool, Program program, Path heap)
            throws IOException, InterruptedException {
        String text = Machine.run(
                program.folder(),
                Map.of(),
                Machine.program(tool).toString(),
                "--text",
                "--show_bytes",
                program.binary(),
                heap.toString());
        Map<String, Double> flat = new TreeMap<>();
        Matcher line = Pattern.compile("(?m)^ *([1-9]\\d*) +[\\d.]+% +[\\d.]+% +\\d+ +[\\d.]+% (\\S+)$")
                .matcher(text);
        while (line.find()) {
            flat.put(line.group(2), Double.valueOf(line.group(1)));
        }
        return flat;
    }

    private static double lost(String summary, String how) {
        Matcher line = Pattern.compile(how + " lost: ([\\d,]+) bytes").matcher(summary);
        assertThat(line.find()).as(summary).isTrue();
        return Double.parseDouble(line.group(1).replace(",", ""));
    }

    private static double live(SiteReport report, String fingerprint) {
        return site(report, fingerprint).live().bytes();
    }

    private static Site site(SiteReport report, String fingerprint) {
        return report.sites().stream()
                .filter(known -> known.fingerprint().equals(fingerprint))
                .findFirst()
                .map(KnownSite::site)
                .orElseThrow(() -> new AssertionError(fingerprint + " is not in " + report));
    }
}
