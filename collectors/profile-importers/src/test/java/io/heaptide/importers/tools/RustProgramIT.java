package io.heaptide.importers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.signals.AllocationSiteFingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A leak in Rust: one site in Valgrind and gperftools, mangled in the old way and in the new, called and inlined. */
@Tag("field")
class RustProgramIT {

    private static final String TEXTS = AllocationSiteFingerprint.of(
            List.of("shop::cache::copy_text", "shop::cache::Orders<T>::put", "shop::handle_request"));

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Csymbol-mangling-version=legacy -Zunstable-options --cfg called",
                "-Csymbol-mangling-version=v0 --cfg called",
                "-Csymbol-mangling-version=v0"
            })
    void aLeakIsOneSite(String options) throws IOException, InterruptedException {
        Program shop = compiled(options.split(" ", -1));
        SiteReport byValgrind = Program.read("valgrind", shop.memcheck());
        SiteReport byTcmalloc = Program.read("gperftools", shop.tcmalloc());

        // a register may still refer to the last text
        assertThat(leak(byValgrind).site().live().bytes()).isBetween(1_999_000.0, 2_000_000.0);
        assertThat(leak(byTcmalloc).site().live().bytes()).isEqualTo(2_000_000);
        assertThat(leak(byTcmalloc).name()).startsWith("shop::cache::copy_text");
    }

    private Program compiled(String... options) throws IOException, InterruptedException {
        Path source = Program.source(folder, "shop.rs");
        String rustc = Machine.program("rustc").toString();
        List<String> command = new ArrayList<>(List.of(rustc, "-g", "-Copt-level=2", "-Cforce-frame-pointers=yes"));
        command.addAll(List.of(options));
        command.addAll(List.of("-o", "shop", source.toString()));
        Machine.run(folder, Map.of("RUSTC_BOOTSTRAP", "1"), command.toArray(String[]::new));
        assertThat(Files.isExecutable(folder.resolve("shop"))).isTrue();
        return Program.at(folder.resolve("shop"));
    }

    private static KnownSite leak(SiteReport report) {
        return report.sites().stream()
                .filter(known -> known.fingerprint().equals(TEXTS))
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.sites().get(0).toString()));
    }
}
