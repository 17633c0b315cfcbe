package io.heaptide.importers.unmanaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.Site;
import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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

    /** At a line's end a cut leaves a shorter file that is well formed; anywhere else it must be told. */
    @ParameterizedTest
    @EnumSource
    void aFileCutAnywhereIsRefusedOrMarked(Fixture fixture) throws IOException {
        byte[] whole = fixture.bytes();
        SiteReport all = SiteReport.of(fixture.read());
        for (int length = 0; length < whole.length; length++) {
            Optional<HeapProfile> part = readOrRefuse(fixture, Arrays.copyOf(whole, length));
            if (part.isPresent() && part.get().missing().isEmpty()) {
                boolean lineEnd = whole[length - 1] == '\n';
                assertThat(lineEnd || SiteReport.of(part.get()).sites().equals(all.sites()))
                        .as("%s, cut to %d bytes", fixture, length)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomAndDamagedBytesAreRefusedOrRead(Fixture fixture) throws IOException {
        long seed = 20261123;
        Random random = new Random(seed);
        byte[] whole = fixture.bytes();
        for (int round = 0; round < 200; round++) {
            byte[] bytes = round % 2 == 0 ? new byte[random.nextInt(2000)] : whole.clone();
            if (round % 2 == 0) {
                random.nextBytes(bytes);
            }
            for (int hit = 0; hit < 1 + round / 20 && bytes.length > 0; hit++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> readOrRefuse(fixture, bytes))
                    .as("%s, seed %d, round %d", fixture, seed, round)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VALGRIND | <leakedbytes>2000000< | <leakedbytes>99999999999999999999<",
                "VALGRIND | <leakedblocks>2000< | <leakedblocks>-1<",
                "MASSIF | n1: 1988000 0x | n1: 9223372036854775807 0x",
                "GPERFTOOLS | 2000:  2000000 [ | 2000: 92233720368547758070 [",
                "JEMALLOC | t*: 107: 109597 | t*: 107: 9223372036854775807",
                "BPFTRACE | ]: 2000000 | ]: 9223372036854775807",
                "MEMLEAK | 2000000 bytes in | 99999999999999999999 bytes in",
                "STRACE | 53072, PROT | 18446744073709551616, PROT",
                "STRACE_COUNTS | 18           brk | 99999999999999999999           brk"
            })
    void moreThanMemoryHoldsIsRefusedWithItsPlace(Fixture fixture, String number, String hostile) {
        String text = fixture.text();
        assertThat(text).contains(number);

        assertThatThrownBy(() -> fixture.read(text.replace(number, hostile)))
                .isInstanceOf(BadProfile.class)
                .hasMessageMatching("line \\d+: .*");
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheLargestSitesAndSaysSo(Fixture fixture) throws IOException {
        HeapProfile all = fixture.read(fixture.bytes(), new ImportPolicy(100, 2, 1024, 1 << 20));
        HeapProfile largest = fixture.read(fixture.bytes(), new ImportPolicy(1, 2, 1024, 1 << 20));

        assertThat(all.sites()).allMatch(site -> site.frames().size() <= 2);
        assertThat(largest.sites()).hasSizeLessThanOrEqualTo(1);
        assertThat(largest.missing().isPresent()).isEqualTo(all.sites().size() > 1);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnEmptyFile(Fixture fixture) {
        assertThatThrownBy(() -> fixture.read(new byte[0])).isInstanceOf(BadProfile.class);
    }

    private static boolean recognises(ProfileImporter importer, Fixture fixture) {
        try {
            return importer.recognises(fixture.head());
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Optional<HeapProfile> readOrRefuse(Fixture fixture, byte[] bytes) throws IOException {
        try {
            return Optional.of(fixture.read(bytes));
        } catch (BadProfile refused) {
            assertThat(refused).hasMessageMatching("(?s).{10,}");
            return Optional.empty();
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
