package io.heaptide.importers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.ProfileFormats;
import io.heaptide.importers.summary.ProfileReader;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.importers.symbols.SymbolPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A program with a planted leak, compiled here, and what is known of profiles of it. */
final class Program {

    private final Path folder;
    private final Path binary;

    private Program(Path folder, Path binary) {
        this.folder = folder;
        this.binary = binary;
    }

    /** Compiles a source of the test's resources so that frame pointers can be followed and every call is one. */
    static Program compiled(Path folder, String compiler, String source, String... further)
            throws IOException, InterruptedException {
        Path copy = source(folder, source);
        Path binary = folder.resolve(source.replaceFirst("\\..*", ""));
        List<String> command = Stream.concat(
                        Stream.of(
                                Machine.program(compiler).toString(),
                                "-g",
                                "-O1",
                                "-fno-omit-frame-pointer",
                                "-fno-optimize-sibling-calls",
                                "-o",
                                binary.toString(),
                                copy.toString()),
                        Stream.of(further))
                .toList();
        Machine.run(folder, Map.of(), command.toArray(String[]::new));
        return new Program(folder, binary);
    }

    /** One that was compiled already. */
    static Program at(Path binary) {
        return new Program(binary.resolveSibling(""), binary);
    }

    /** A copy of one of the test's resources. */
    static Path source(Path folder, String name) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream in = Program.class.getResourceAsStream("/programs/" + name)) {
            assertThat(in).as(name).isNotNull();
            Files.copy(in, copy);
        }
        return copy;
    }

    Path folder() {
        return folder;
    }

    String binary() {
        return binary.toString();
    }

    /** Runs it under a tool. */
    String run(Map<String, String> environment, String... tool) throws IOException, InterruptedException {
        return Machine.run(
                folder,
                environment,
                Stream.concat(Stream.of(tool), Stream.of(binary())).toArray(String[]::new));
    }

    /** Runs it under memcheck; the XML of all that is left. */
    Path memcheck() throws IOException, InterruptedException {
        String valgrind = Machine.program("valgrind").toString();
        Path xml = folder.resolve(name() + ".xml");
        run(Map.of(), valgrind, "-q", "--leak-check=full", "--show-leak-kinds=all", "--xml=yes", "--xml-file=" + xml);
        return xml;
    }

    /** Runs it under massif, with a tree in each snapshot. */
    Path massif() throws IOException, InterruptedException {
        String valgrind = Machine.program("valgrind").toString();
        Path out = folder.resolve(name() + ".massif");
        run(Map.of(), valgrind, "-q", "--tool=massif", "--detailed-freq=1", "--massif-out-file=" + out);
        return out;
    }

    /** Runs it with tcmalloc's heap profiler. */
    Path tcmalloc() throws IOException, InterruptedException {
        String tcmalloc = Machine.library("libtcmalloc.so.4");
        String prefix = folder.resolve("tc-" + name()).toString();
        run(Map.of("LD_PRELOAD", tcmalloc, "HEAPPROFILE", prefix));
        return only("tc-" + name() + ".");
    }

    /** Runs it with jemalloc's heap profiler, which takes a sample every so many bytes, by their logarithm. */
    Path jemalloc(int lgSample) throws IOException, InterruptedException {
        String jemalloc = Machine.library("libjemalloc.so.2");
        String settings = "prof:true,prof_final:true,lg_prof_sample:" + lgSample + ",prof_prefix:"
                + folder.resolve("je-" + name());
        run(Map.of("LD_PRELOAD", jemalloc, "MALLOC_CONF", settings));
        return only("je-" + name() + ".");
    }

    private String name() {
        return String.valueOf(binary.getFileName());
    }

    /** The only file whose name begins so. */
    private Path only(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
            assertThat(all).as("files of %s", prefix).hasSize(1);
            return all.get(0);
        }
    }

    /** Reads a profile as the commands do. */
    static SiteReport read(String format, Path file) throws IOException {
        return read(format, file, symbols(List.of()));
    }

    /** Names by the tools of this machine. */
    static SymbolPolicy symbols(List<Path> roots) {
        return SymbolPolicy.of(System.getenv(), roots);
    }

    static SiteReport read(String format, Path file, SymbolPolicy symbols) throws IOException {
        ImportPolicy policy = ImportPolicy.defaults();
        try (ProfileSource source = ProfileSource.of(file, policy)) {
            assertThat(ProfileFormats.recognised(source.head()).orElseThrow().format())
                    .isEqualTo(format);
            HeapProfile profile =
                    new ProfileReader(policy, Optional.of(symbols)).read(source, ProfileFormats.named(format));
            assertThat(profile.missing()).isEmpty();
            return SiteReport.of(profile);
        }
    }

    /** Live bytes by the function that is blamed, as pprof's text shows them. */
    static Map<String, Double> flat(SiteReport report) {
        Map<String, Double> flat = new TreeMap<>();
        for (KnownSite known : report.sites()) {
            flat.merge(
                    known.name().replaceFirst(" ?\\(.*", ""),
                    known.site().live().bytes(),
                    Double::sum);
        }
        return flat;
    }

    /** Live bytes by fingerprint. */
    static Map<String, Double> bytes(SiteReport report) {
        Map<String, Double> bytes = new TreeMap<>();
        report.sites().stream()
                .filter(known -> known.site().live().bytes() > 0)
                .forEach(known ->
                        bytes.put(known.fingerprint(), known.site().live().bytes()));
        return bytes;
    }
}
