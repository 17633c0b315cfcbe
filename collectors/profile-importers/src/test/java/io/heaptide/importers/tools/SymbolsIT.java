package io.heaptide.importers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.importers.symbols.SymbolPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names for addresses, by each of the tools alone and by none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SymbolsIT {

    private Path folder = Path.of("");
    private Program shop;
    private Path heap;

    @BeforeAll
    void profile(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        shop = Program.compiled(folder, "cc", "shop.c", "-Wl,--build-id=sha1");
        heap = shop.tcmalloc();
    }

    @ParameterizedTest
    @CsvSource({"llvm-symbolizer, copy_text (shop.c:14)", "addr2line, copy_text (shop.c:14)", "nm, copy_text"})
    void anyOneToolWillDo(String tool, String name) throws IOException {
        SiteReport report = Program.read("gperftools", heap, only(tool));

        assertThat(report.sites().get(0).name()).isEqualTo(name);
    }

    @Test
    void withoutAToolModuleAndOffsetRemain() throws IOException {
        SymbolPolicy none = new SymbolPolicy(List.of(), List.of(), Duration.ofSeconds(9));

        assertThat(Program.read("gperftools", heap, none).sites().get(0).name()).matches("shop!0x[0-9a-f]+");
    }

    @Test
    void aToolThatHangsIsGivenUp() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("hanging"));
        Path tool = Files.writeString(bin.resolve("addr2line"), "#!/bin/sh\nexec sleep 600\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        long before = System.nanoTime();
        SymbolPolicy hanging = new SymbolPolicy(List.of(bin), List.of(), Duration.ofMillis(300));

        assertThat(Program.read("gperftools", heap, hanging).sites().get(0).name())
                .startsWith("shop!0x");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void aStrippedBinaryIsNamedByItsSeparateDebugFile() throws IOException, InterruptedException {
        Path symbols = Files.createDirectories(folder.resolve("symbols"));
        String objcopy = Machine.program("objcopy").toString();
        Path stripped = symbols.resolve("shop");
        Path debug = symbols.resolve("shop.debug");
        Machine.run(folder, Map.of(), objcopy, "--only-keep-debug", shop.binary(), debug.toString());
        Machine.run(folder, Map.of(), objcopy, "--strip-all", shop.binary(), stripped.toString());
        SymbolPolicy withoutDebug =
                new SymbolPolicy(only("addr2line").searchPath(), List.of(symbols), Duration.ofSeconds(30));
        assertThat(Program.read("gperftools", heap, withoutDebug).sites().get(0).name())
                .startsWith("shop!0x");

        Machine.run(symbols, Map.of(), objcopy, "--add-gnu-debuglink=shop.debug", "shop");

        assertThat(Program.read("gperftools", heap, withoutDebug).sites())
                .extracting(KnownSite::name)
                .first()
                .isEqualTo("copy_text (shop.c:14)");
    }

    /** As distributions lay their debug packages out, below the root of the machine that was profiled. */
    @ParameterizedTest
    @CsvSource({"llvm-symbolizer, copy_text (shop.c:14)", "addr2line, copy_text (shop.c:14)", "nm, copy_text"})
    void aStrippedBinaryIsNamedByTheDebugPackageOfItsBuild(String tool, String name)
            throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve("root-" + tool));
        String objcopy = Machine.program("objcopy").toString();
        Machine.run(folder, Map.of(), objcopy, "--strip-all", shop.binary(), root + "/shop");
        SymbolPolicy symbols = new SymbolPolicy(only(tool).searchPath(), List.of(root), Duration.ofSeconds(30));
        assertThat(Program.read("gperftools", heap, symbols).sites().get(0).name())
                .startsWith("shop!0x");

        String id = buildId();
        Path folders = Files.createDirectories(root.resolve("usr/lib/debug/.build-id/" + id.substring(0, 2)));
        String debug = folders + "/" + id.substring(2) + ".debug";
        Machine.run(folder, Map.of(), objcopy, "--only-keep-debug", shop.binary(), debug);

        assertThat(Program.read("gperftools", heap, symbols).sites().get(0).name())
                .isEqualTo(name);
    }

    private String buildId() throws IOException, InterruptedException {
        String notes = Machine.run(folder, Map.of(), "readelf", "--notes", shop.binary());
        Matcher id = Pattern.compile("Build ID: ([0-9a-f]{40})").matcher(notes);
        assertThat(id.find()).as(notes).isTrue();
        return id.group(1);
    }

    private SymbolPolicy only(String tool) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("only-" + tool));
        Path link = bin.resolve(tool);
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, Machine.program(tool));
        }
        return new SymbolPolicy(List.of(bin), List.of(), Duration.ofSeconds(30));
    }
}
