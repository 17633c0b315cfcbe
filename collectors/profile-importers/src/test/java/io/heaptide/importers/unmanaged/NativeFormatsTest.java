package io.heaptide.importers.unmanaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.data.Offset.offset;

import com.google.protobuf.CodedOutputStream;
import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.Site;
import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NativeFormatsTest {

    /** Of copy_text below order_cache_put, and of order_cache_put, both below handle_request. */
    private static final String TEXTS = "d908d872bf8669cc";

    private static final String ORDERS = "db9f512efe62360b";

    @ParameterizedTest
    @EnumSource
    void recognisesItsOwnFilesAndNoOthers(Fixture fixture) throws IOException {
        List<String> formats = NativeFormats.all().stream()
                .filter(importer -> recognises(importer, fixture))
                .map(ProfileImporter::format)
                .toList();

        assertThat(formats).containsExactly(fixture.importer().format());
    }

    /** What the program leaks, to the byte; massif takes its last snapshot somewhat before the end. */
    @ParameterizedTest
    @CsvSource({
        "VALGRIND, 2000000, 2000, 32000, 2000",
        "MASSIF, 1988000, 0, 31808, 0",
        "BPFTRACE, 2000000, 2000, 32000, 2000",
        "MEMLEAK, 2000000, 2000, 32000, 2000"
    })
    void findsThePlantedLeakWhereFramesHaveNames(
            Fixture fixture, double textBytes, double texts, double orderBytes, double orders) throws IOException {
        SiteReport report = SiteReport.of(fixture.read());

        assertThat(report.missing()).isEmpty();
        assertThat(live(report, TEXTS)).isEqualTo(List.of(textBytes, texts));
        assertThat(live(report, ORDERS)).isEqualTo(List.of(orderBytes, orders));
        assertThat(report.sites().get(0).name()).startsWith("copy_text");
        assertThat(report.sites().get(0).site().liveBytesError()).isZero();
    }

    @Test
    void anOwnerStandsForWhatItsBlocksReferToWhereTheFileLeavesThatOut() throws IOException {
        SiteReport report = SiteReport.of(Fixture.VALGRIND_DEFINITE.read());

        assertThat(report.sites()).hasSize(1);
        assertThat(live(report, ORDERS)).isEqualTo(List.of(2_032_000.0, 1.0));
    }

    /** Valgrind 3.23 and later, with {@code --track-fds=yes}: its internals, xml-output-protocol5.txt. */
    @Test
    void readsProtocol5WithTheErrorsThatItAdds() throws IOException {
        String openFile = """
                <error>
                  <unique>0x7</unique>
                  <tid>1</tid>
                  <kind>FdNotClosed</kind>
                  <fd>3</fd>
                  <path>/etc/hosts</path>
                  <what>Open file descriptor 3: /etc/hosts</what>
                  <stack><frame><ip>0x49C1DE5</ip><fn>open</fn></frame></stack>
                </error>
                """;
        String text = Fixture.VALGRIND
                .text()
                .replace("<protocolversion>4<", "<protocolversion>5<")
                .replaceFirst("<error>", openFile + "<error>");
        assertThat(text).contains("<protocolversion>5<", "FdNotClosed");

        assertThat(Fixture.VALGRIND.read(text)).isEqualTo(Fixture.VALGRIND.read());
    }

    @Test
    void nothingIsCountedTwiceWhereTheFileHasIndirectLossesToo() throws IOException {
        assertThat(SiteReport.of(Fixture.VALGRIND.read()).liveBytes()).isEqualTo(2_032_000);
    }

    @Test
    void whatIsStillReachableIsNoDefiniteLoss() throws IOException {
        String lost = Fixture.VALGRIND.text();
        String reachable = lost.replaceAll("Leak_\\w+Lost", "Leak_StillReachable");
        assertThat(definiteLoss(lost)).isEqualTo(2_032_000);
        assertThat(definiteLoss(reachable)).isZero();
    }

    private static double definiteLoss(String text) throws IOException {
        ImportPolicy policy = ImportPolicy.defaults();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (ProfileSource source = ProfileSource.of(new ByteArrayInputStream(bytes), policy)) {
            return SiteReport.of(NativeFormats.definiteLosses().read(source, policy))
                    .liveBytes();
        }
    }

    /** {@code google-pprof --text --show_bytes}: 2000000 copy_text, 32000 order_cache_put. */
    @Test
    void gperftoolsProfileIsExact() throws IOException {
        HeapProfile profile = Fixture.GPERFTOOLS.read();

        assertThat(profile.missing()).isEmpty();
        assertThat(profile.sites()).extracting(site -> site.live().bytes()).containsExactly(2e6, 32e3, 0.0);
        assertThat(profile.sites()).extracting(site -> site.allocated().bytes()).containsExactly(2e6, 32e3, 6e5);
        assertThat(profile.sites()).extracting(Site::liveBytesError).containsOnly(0.0);
        assertThat(profile.sites().get(0).frames().get(0).text())
                .isEqualTo("shop!0x1177"); // the call, not what follows
    }

    @Test
    void growthIsWhatTheAllocatorTookFromTheSystem() throws IOException {
        assertThat(Fixture.GROWTH.read().sites())
                .extracting(site -> site.live().bytes())
                .containsExactly(10.0 * (1 << 20), 1.0 * (1 << 20));
    }

    /** {@code jeprof --text --show_bytes}: 1808457, 82494, 49176; with {@code --alloc_space} 2470232 of copy_text. */
    @Test
    void jemallocIsUnsampledByStackAsJeprofDoes() throws IOException {
        HeapProfile profile = Fixture.JEMALLOC.read();

        assertThat(profile.sites()).hasSize(4);
        assertThat(profile.sites().get(0).live().bytes()).isCloseTo(1_808_457, offset(1.0));
        assertThat(profile.sites().get(1).live().bytes()).isCloseTo(82_494, offset(1.0));
        assertThat(profile.sites().get(2).live().bytes()).isCloseTo(49_176, offset(1.0));
        assertThat(profile.sites().get(3).live().bytes()).isZero();
        assertThat(profile.sites().get(0).allocated().bytes()
                        + profile.sites().get(3).allocated().bytes())
                .isCloseTo(2_470_232, offset(1.0));
        assertThat(profile.sites().get(0).liveBytesError()).isBetween(150e3, 190e3); // 107 samples: 10 %
    }

    /** {@code go tool pprof -top -inuse_space}: 20053.83kB main.copyText, 528kB main.(*cache).put. */
    @Test
    void pprofNeedsNoUnsampling() throws IOException {
        SiteReport report = SiteReport.of(Fixture.PPROF.read());

        assertThat(report.sites().get(0).name()).isEqualTo("main.copyText (main.go:13)");
        assertThat(report.sites().get(0).site().live().bytes() / 1024).isCloseTo(20_053.83, offset(0.01));
        assertThat(report.sites().get(1).name()).isEqualTo("main.(*cache).put (main.go:16)");
        assertThat(report.sites().get(1).site().live().bytes() / 1024).isCloseTo(528, offset(0.01));
        assertThat(report.takenAt()).hasToString("Optional[2026-11-23T11:31:29.447074473Z]");
        assertThat(Math.abs(report.sites().get(0).site().live().bytes() - 20e6))
                .isLessThan(3 * report.sites().get(0).site().liveBytesError());
    }

    @Test
    void pprofTellsWhichBuildsItsModulesAreOf() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        writePprof(out);
        out.flush();
        HeapProfile profile = Fixture.PPROF.read(bytes.toByteArray());

        assertThat(profile.provenance().buildIds()).containsExactly(entry("/opt/shop/shop", "34abcd"));
        assertThat(profile.sites())
                .containsExactly(
                        Site.exact(List.of(Frame.at("/opt/shop/shop", 0x1234)), "", Amount.NONE, new Amount(64, 2)));
    }

    /** One stack of one address in a module that was mapped at 0x401000. Strings by number: the last is the build. */
    private static void writePprof(CodedOutputStream out) throws IOException {
        message(out, 1, 1, 1, 2, 2); // sample type
        message(out, 1, 1, 3, 2, 4);
        message(out, 2, 1, 1, 2, 2, 2, 64); // location, two values
        message(out, 3, 1, 1, 2, 0x401000, 3, 0x402000, 4, 0x1000, 5, 5, 6, 6);
        message(out, 4, 1, 1, 2, 1, 3, 0x401234);
        for (String text : List.of("", "inuse_objects", "count", "inuse_space", "bytes", "/opt/shop/shop", "34abcd")) {
            out.writeString(6, text);
        }
    }

    /** Pairs of field and number. */
    private static void message(CodedOutputStream out, int field, int... numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream inner = CodedOutputStream.newInstance(bytes);
        for (int i = 0; i < numbers.length; i += 2) {
            inner.writeUInt64(numbers[i], numbers[i + 1]);
        }
        inner.flush();
        out.writeByteArray(field, bytes.toByteArray());
    }

    @Test
    void straceKnowsWhatTheKernelGave() throws IOException {
        SiteReport report = SiteReport.of(Fixture.STRACE.read());

        assertThat(report.sites()).extracting(KnownSite::name).containsExactly("brk", "mmap");
        assertThat(report.sites().get(0).site().live().bytes()).isEqualTo(16 * 132.0 * 1024); // glibc's usual step
        assertThat(report.sites().get(1).site().live().bytes()).isEqualTo(8192 + 53072 + 12288);
    }

    @Test
    void straceWithStacksNamesWhoMadeTheHeapGrow() throws IOException {
        SiteReport report = SiteReport.of(Fixture.STRACE_STACKS.read());

        assertThat(report.sites()).extracting(KnownSite::name).containsOnly("copy_text");
        assertThat(report.sites()).extracting(KnownSite::fingerprint).contains(TEXTS);
        assertThat(report.liveBytes()).isEqualTo(3_006_464);
    }

    @Test
    void straceSummaryTellsCallsOnly() throws IOException {
        SiteReport report = SiteReport.of(Fixture.STRACE_COUNTS.read());

        assertThat(report.sites())
                .extracting(known -> known.site().allocated().count())
                .containsExactlyInAnyOrder(8.0, 18.0);
        assertThat(report.liveBytes()).isZero();
    }

    private static boolean recognises(ProfileImporter importer, Fixture fixture) {
        try {
            return importer.recognises(fixture.head());
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<Double> live(SiteReport report, String fingerprint) {
        Site site = report.sites().stream()
                .filter(known -> known.fingerprint().equals(fingerprint))
                .findFirst()
                .orElseThrow()
                .site();
        return List.of(site.live().bytes(), site.live().count());
    }
}
