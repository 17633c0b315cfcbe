package io.heaptide.importers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.signals.AllocationSiteFingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The leaking shop as a release build has it, all of its functions inlined into {@code main}: its sites stay the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InlinedCodeIT {

    private static final String TEXTS =
            AllocationSiteFingerprint.of(List.of("copy_text", "order_cache_put", "handle_request"));
    private static final String ORDERS =
            AllocationSiteFingerprint.of(List.of("order_cache_put", "handle_request", "main"));

    private Path folder = Path.of("");
    private Program shop;

    @BeforeAll
    void compile(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        shop = Program.compiled(folder, "cc", "shop.c", "-O2", "-Dnoinline=always_inline");
    }

    @Test
    void memcheck() throws IOException, InterruptedException {
        String valgrind = Machine.program("valgrind").toString();
        shop.run(
                Map.of(),
                valgrind,
                "-q",
                "--leak-check=full",
                "--show-leak-kinds=all",
                "--xml=yes",
                "--xml-file=leaks");

        SiteReport report = Program.read("valgrind", folder.resolve("leaks"));
        // a register may still refer to the last order
        assertThat(live(report, TEXTS) + live(report, ORDERS)).isEqualTo(report.liveBytes());
        assertThat(live(report, TEXTS)).isBetween(1_999_000.0, 2_000_000.0);
        assertThat(live(report, ORDERS)).isBetween(31_984.0, 32_000.0);
    }

    @Test
    void massif() throws IOException, InterruptedException {
        String valgrind = Machine.program("valgrind").toString();
        shop.run(Map.of(), valgrind, "-q", "--tool=massif", "--detailed-freq=1", "--massif-out-file=massif.out");

        assertThat(live(Program.read("massif", folder.resolve("massif.out")), TEXTS))
                .isBetween(1_960_000.0, 2_000_000.0); // its last snapshot is near the end
    }

    @Test
    void tcmalloc() throws IOException, InterruptedException {
        String tcmalloc = Machine.library("libtcmalloc.so.4");
        shop.run(Map.of(
                "LD_PRELOAD", tcmalloc, "HEAPPROFILE", folder.resolve("tc").toString()));

        assertLeak(Program.read("gperftools", shop.only("tc.")));
    }

    @Test
    void jemalloc() throws IOException, InterruptedException {
        String jemalloc = Machine.library("libjemalloc.so.2");
        String settings = "prof:true,lg_prof_sample:0,prof_final:true,prof_prefix:" + folder.resolve("je");
        shop.run(Map.of("LD_PRELOAD", jemalloc, "MALLOC_CONF", settings));

        assertThat(live(Program.read("jemalloc", shop.only("je.")), TEXTS)).isEqualTo(2_000 * 1024.0); // usable bytes
    }

    @Test
    void bpftrace() throws IOException, InterruptedException {
        Machine.needs(System.getProperty("user.name").equals("root"), "root's rights to trace");
        Path traced = folder.resolve("shop.memleak");
        KernelTrace.of(Machine.program("bpftrace"), Path.of(shop.binary()), traced);

        assertLeak(Program.read("memleak", traced));
    }

    /** Valgrind never says the scope of what was inlined, symbol tools sometimes do: these are asked in both cases. */
    @Test
    void cxxReadsTheSameInValgrindAndGperftools() throws IOException, InterruptedException {
        String valgrind = Machine.program("valgrind").toString();
        String tcmalloc = Machine.library("libtcmalloc.so.4");
        Program cxx = Program.compiled(folder, "c++", "cxx.cc", "-O2", "-Dnoinline=always_inline");
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

        SiteReport byValgrind = Program.read("valgrind", folder.resolve("cxx.xml"));
        assertThat(byValgrind.sites())
                .extracting(KnownSite::name)
                .contains("fresh (cxx.cc:22)")
                .noneMatch(name -> name.startsWith("allocate"));
        assertThat(Program.bytes(Program.read("gperftools", cxx.only("cx.")))).isEqualTo(Program.bytes(byValgrind));
    }

    private static void assertLeak(SiteReport report) {
        assertThat(live(report, TEXTS)).isEqualTo(2_000_000);
        assertThat(live(report, ORDERS)).isEqualTo(32_000);
        assertThat(report.sites().get(0).name()).isEqualTo("copy_text (shop.c:14)");
    }

    private static double live(SiteReport report, String fingerprint) {
        return report.sites().stream()
                .filter(known -> known.fingerprint().equals(fingerprint))
                .mapToDouble((KnownSite known) -> known.site().live().bytes())
                .sum();
    }
}
