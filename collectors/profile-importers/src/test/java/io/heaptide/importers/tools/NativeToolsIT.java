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
import java.util.stream.Collectors;
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

    static final String TEXTS = AllocationSiteFingerprint.of(List.of("copy_text", "order_cache_put", "handle_request"));
    static final String ORDERS = AllocationSiteFingerprint.of(List.of("order_cache_put", "handle_request", "main"));

    /** To the last of them a register or the stack may still refer, and then Valgrind does not call it lost. */
    private static final double LARGEST_OBJECT = 1_000;

    private Path folder = Path.of("");
    private Program shop;

    @BeforeAll
    void compile(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        shop = Program.compiled(folder, "cc", "shop.c");
    }

    @Test
    void valgrindAndItsSummary() throws IOException, InterruptedException {
        SiteReport report = Program.read("valgrind", shop.memcheck());
        String valgrind = Machine.program("valgrind").toString();
        String summary = shop.run(Map.of(), valgrind, "--leak-check=full", "--show-leak-kinds=all");

        assertLost(Program.bytes(report), Map.of(TEXTS, 2_000_000.0, ORDERS, 32_000.0));
        double lost = lost(summary, "definitely") + lost(summary, "indirectly");
        assertThat(report.liveBytes()).isCloseTo(lost, offset(LARGEST_OBJECT + 16)); // the text and its order
        Map<String, Double> told = byPlace(summary);
        assertThat(byPlace(report).keySet()).isEqualTo(told.keySet());
        byPlace(report)
                .forEach((place, bytes) ->
                        assertThat(told.get(place)).as(place).isCloseTo(bytes, offset(LARGEST_OBJECT)));
    }

    @Test
    void massifAndMsPrint() throws IOException, InterruptedException {
        Path out = shop.massif();
        SiteReport report = Program.read("massif", out);
        String printed =
                Machine.run(folder, Map.of(), Machine.program("ms_print").toString(), "--threshold=0", out.toString());
        String last = printed.substring(printed.lastIndexOf("(heap allocation functions)"));

        assertThat(live(report, TEXTS)).isBetween(1_960_000.0, 2_000_000.0); // its last snapshot is near the end
        assertThat(Program.flat(report)).isEqualTo(branches(last));
        assertThat(Program.flat(report)).containsOnlyKeys("copy_text", "order_cache_put");
    }

    @Test
    void gperftoolsAndGooglePprof() throws IOException, InterruptedException {
        Path heap = shop.tcmalloc();
        SiteReport report = Program.read("gperftools", heap);

        assertThat(live(report, TEXTS)).isEqualTo(2_000_000);
        assertThat(live(report, ORDERS)).isEqualTo(32_000);
        assertAgrees(report, pprof("google-pprof", shop, heap));
    }

    @Test
    void sampledTcmallocAndGooglePprof() throws IOException, InterruptedException {
        Machine.library("libtcmalloc.so.4");
        Program sampled = Program.compiled(folder, "c++", "sampled.cc", "-ltcmalloc");
        sampled.run(Map.of("TCMALLOC_SAMPLE_PARAMETER", "65536"));
        Path heap = folder.resolve("sampled.heap");
        SiteReport report = Program.read("gperftools", heap);

        assertThat(live(report, TEXTS)).isCloseTo(200e6, withPercentage(15)); // it samples less in its first megabytes
        assertAgrees(report, pprof("google-pprof", sampled, heap));
        SiteReport growth = Program.read("gperftools", folder.resolve("growth.heap"));
        assertThat(live(growth, TEXTS)).isBetween(190e6, 230e6);
    }

    @Test
    void jemallocAndJeprof() throws IOException, InterruptedException {
        Path heap = shop.jemalloc(12);
        SiteReport report = Program.read("jemalloc", heap);
        Site texts = site(report, TEXTS);

        // it counts usable bytes: 1,024 for 1,000
        assertThat(Math.abs(texts.live().bytes() - 2_048_000)).isLessThan(4 * texts.liveBytesError());
        assertThat(texts.liveBytesError()).isLessThan(0.08 * texts.live().bytes());
        assertAgrees(report, pprof("jeprof", shop, heap));
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
        Program cxx = Program.compiled(folder, "c++", "cxx.cc");

        Map<String, Double> byValgrind = Program.bytes(Program.read("valgrind", cxx.memcheck()));
        assertThat(byValgrind).hasSize(4);
        assertLost(byValgrind, Program.bytes(Program.read("gperftools", cxx.tcmalloc())));
    }

    /** What Valgrind says of sites, against what is left at them. */
    static void assertLost(Map<String, Double> byValgrind, Map<String, Double> left) {
        assertThat(byValgrind.keySet()).isEqualTo(left.keySet());
        left.forEach(
                (site, bytes) -> assertThat(byValgrind.get(site)).as(site).isBetween(bytes - LARGEST_OBJECT, bytes));
    }

    /** Line by line, and in all: stripped libraries, which jeprof names by the nearest export, are in the sum alone. */
    private static void assertAgrees(SiteReport report, String text) {
        Map<String, Double> imported = Program.flat(report);
        Map<String, Double> reported = flat(text);
        assertThat(reported).containsKeys("copy_text");
        reported.keySet().retainAll(imported.keySet());
        assertThat(reported).containsKeys("copy_text");
        reported.forEach((function, bytes) ->
                assertThat(imported.get(function)).as(function).isCloseTo(bytes, offset(2.0)));
        Matcher total = Pattern.compile("Total: (\\d+) B").matcher(text);
        assertThat(total.find()).as(text).isTrue();
        assertThat(report.liveBytes()).isCloseTo(Double.parseDouble(total.group(1)), offset(20.0));
    }

    private static String pprof(String tool, Program program, Path heap) throws IOException, InterruptedException {
        String command = Machine.program(tool).toString();
        return Machine.run(
                program.folder(), Map.of(), command, "--text", "--show_bytes", program.binary(), heap.toString());
    }

    /** {@code flat flat% sum% cum cum% function}, of functions that allocate. */
    private static Map<String, Double> flat(String text) {
        Map<String, Double> flat = new TreeMap<>();
        Matcher line = Pattern.compile("(?m)^ *([1-9]\\d*) +[\\d.]+% +[\\d.]+% +\\d+ +[\\d.]+% (\\S+)$")
                .matcher(text);
        while (line.find()) {
            flat.put(line.group(2), Double.valueOf(line.group(1)));
        }
        return flat;
    }

    /** The first forks of ms_print's tree: {@code ->98.43% (1,988,000B) 0x109178: copy_text (shop.c:14)}. */
    private static Map<String, Double> branches(String tree) {
        Map<String, Double> branches = new TreeMap<>();
        Matcher line = Pattern.compile("(?m)^->[\\d.]+% \\(([\\d,]+)B\\) 0x[0-9A-F]+: (\\S+) ")
                .matcher(tree);
        while (line.find()) {
            branches.merge(line.group(2), number(line.group(1)), Double::sum);
        }
        return branches;
    }

    /** Each loss record: its own bytes, by the frame that called malloc. */
    private static Map<String, Double> byPlace(String summary) {
        Map<String, Double> places = new TreeMap<>();
        Matcher loss = Pattern.compile(
                        "[ =]([\\d,]+)(?: \\(([\\d,]+) direct, [\\d,]+ indirect\\))? bytes in [\\d,]+ blocks are"
                                + " \\w+ lost in loss record .*\\n.* at 0x\\w+: malloc .*\\n.* by 0x\\w+: (.*)")
                .matcher(summary);
        while (loss.find()) {
            double bytes = number(loss.group(2) == null ? loss.group(1) : loss.group(2));
            places.merge(loss.group(3), bytes, Double::sum);
        }
        return places;
    }

    private static Map<String, Double> byPlace(SiteReport report) {
        return report.sites().stream()
                .collect(Collectors.toMap(
                        KnownSite::name, known -> known.site().live().bytes(), Double::sum, TreeMap::new));
    }

    private static double number(String digits) {
        return Double.parseDouble(digits.replace(",", ""));
    }

    private static double lost(String summary, String how) {
        Matcher line = Pattern.compile(how + " lost: ([\\d,]+) bytes").matcher(summary);
        assertThat(line.find()).as(summary).isTrue();
        return number(line.group(1));
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
