package io.heaptide.importers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteReport;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The leaking shop as a release build has it, all of its functions inlined into {@code main}: its sites stay the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InlinedCodeIT {

    private Path folder = Path.of("");
    private Program shop;

    @BeforeAll
    void compile(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        shop = Program.compiled(folder, "cc", "shop.c", "-O2", "-Dnoinline=always_inline");
    }

    @Test
    void memcheck() throws IOException, InterruptedException {
        SiteReport report = Program.read("valgrind", shop.memcheck());
        // a register may still refer to the last order
        assertThat(live(report, NativeToolsIT.TEXTS) + live(report, NativeToolsIT.ORDERS))
                .isEqualTo(report.liveBytes());
        assertThat(live(report, NativeToolsIT.TEXTS)).isBetween(1_999_000.0, 2_000_000.0);
        assertThat(live(report, NativeToolsIT.ORDERS)).isBetween(31_984.0, 32_000.0);
    }

    @Test
    void massif() throws IOException, InterruptedException {
        assertThat(live(Program.read("massif", shop.massif()), NativeToolsIT.TEXTS))
                .isBetween(1_960_000.0, 2_000_000.0); // its last snapshot is near the end
    }

    @Test
    void tcmalloc() throws IOException, InterruptedException {
        assertLeak(Program.read("gperftools", shop.tcmalloc()));
    }

    @Test
    void jemalloc() throws IOException, InterruptedException {
        assertThat(live(Program.read("jemalloc", shop.jemalloc(0)), NativeToolsIT.TEXTS))
                .isEqualTo(2_000 * 1024.0); // usable bytes
    }

    @Test
    @Tag("field")
    void bpftrace() throws IOException, InterruptedException {
        Machine.needs(System.getProperty("user.name").equals("root"), "root's rights to trace");
        Path traced = folder.resolve("shop.memleak");
        KernelTrace.of(Machine.program("bpftrace"), Path.of(shop.binary()), traced);

        assertLeak(Program.read("memleak", traced));
    }

    /** Valgrind never says the scope of what was inlined, symbol tools sometimes do: these are asked in both cases. */
    @Test
    void cxxReadsTheSameInValgrindAndGperftools() throws IOException, InterruptedException {
        Program cxx = Program.compiled(folder, "c++", "cxx.cc", "-O2", "-Dnoinline=always_inline");

        SiteReport byValgrind = Program.read("valgrind", cxx.memcheck());
        assertThat(byValgrind.sites())
                .extracting(KnownSite::name)
                .contains("fresh (cxx.cc:22)")
                .noneMatch(name -> name.startsWith("allocate"));
        NativeToolsIT.assertLost(Program.bytes(byValgrind), Program.bytes(Program.read("gperftools", cxx.tcmalloc())));
    }

    private static void assertLeak(SiteReport report) {
        assertThat(live(report, NativeToolsIT.TEXTS)).isEqualTo(2_000_000);
        assertThat(live(report, NativeToolsIT.ORDERS)).isEqualTo(32_000);
        assertThat(report.sites().get(0).name()).isEqualTo("copy_text (shop.c:14)");
    }

    private static double live(SiteReport report, String fingerprint) {
        return report.sites().stream()
                .filter(known -> known.fingerprint().equals(fingerprint))
                .mapToDouble((KnownSite known) -> known.site().live().bytes())
                .sum();
    }
}
