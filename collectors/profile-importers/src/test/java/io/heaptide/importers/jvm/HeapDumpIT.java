package io.heaptide.importers.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.Site;
import io.heaptide.recordings.TypeNames;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shark.CloseableHeapGraph;
import shark.FileSourceProvider;
import shark.FilteringLeakingObjectFinder;
import shark.HeapAnalyzer;
import shark.HeapObject.HeapInstance;
import shark.HprofHeapGraph;
import shark.HprofIndex;

/** A real program with a known leak, in the JDK's class histogram and heap dumps of the same moment. */
class HeapDumpIT {

    private static final int ORDERS = 40_000;
    private static final int MORE_ORDERS = 10_000;
    private static final String SHOP = LeakingShop.class.getName();

    @TempDir
    static Path directory;

    private static String printed;
    private static HeapProfile histogram;
    private static HeapProfile dump;
    private static HeapProfile later;
    private static byte[] smallDump;

    @BeforeAll
    static void dump() throws IOException, InterruptedException {
        try (ShopProcess shop = ShopProcess.start("-Xmx512m")) {
            Path small = directory.resolve("small.hprof");
            shop.leak(100);
            shop.jcmd("GC.heap_dump", small.toString());
            smallDump = Files.readAllBytes(small);
            shop.leak(ORDERS - 100);
            printed = shop.jcmd("GC.class_histogram");
            histogram = Profiles.read(new HistogramImporter(), printed.getBytes(UTF_8));
            dump = dumped(shop, "dump.hprof");
            shop.leak(MORE_ORDERS);
            later = dumped(shop, "later.hprof");
        }
    }

    @Test
    void aHistogramTellsEveryOrder() {
        assertThat(histogram.missing()).isEmpty();
        assertThat(Profiles.liveCount(histogram, type(SHOP + "$Order"))).isEqualTo(ORDERS);
        assertThat(Profiles.liveBytes(histogram, type(SHOP + "$Order"))).isEqualTo(ORDERS * 24.0);
    }

    @Test
    void aHistogramIsReadLineByLine() {
        Map<String, Amount> lines = new TreeMap<>();
        printed.lines().filter(line -> line.matches(" +\\d+: .*")).forEach(line -> {
            String[] words = line.strip().split("\\s+", -1);
            Amount amount = new Amount(Double.parseDouble(words[2]), Double.parseDouble(words[1]));
            lines.merge(TypeNames.readable(words[3]), amount, Amount::plus);
        });
        Map<String, Amount> sites = new TreeMap<>();
        histogram.sites().forEach(site -> sites.merge(site.type(), site.live(), Amount::plus));
        assertThat(sites).isEqualTo(lines).hasSizeGreaterThan(100);
    }

    @Test
    void aDumpTellsTheSameSizesAsTheJvm() {
        assertThat(dump.missing()).isEmpty();
        for (String type : List.of(SHOP + "$Order", "java.lang.Long", "java.util.HashMap$Node", "byte[]")) {
            double jvms = Profiles.liveBytes(histogram, type(type));
            assertThat(Profiles.liveBytes(dump, type(type))).as(type).isBetween(jvms * 0.98, jvms * 1.001);
        }
        assertThat(Profiles.liveBytes(dump, type(SHOP + "$Order")))
                .isEqualTo(Profiles.liveBytes(histogram, type(SHOP + "$Order")));
        double all = Profiles.liveBytes(histogram, site -> true);
        assertThat(Profiles.liveBytes(dump, site -> true)).isBetween(all * 0.93, all); // without the JVM's own roots
    }

    @Test
    void aDumpNamesTheFieldThatKeepsTheOrders() {
        Site largest = dump.sites().get(0);
        assertThat(largest.type()).isEqualTo("byte[]");
        assertThat(largest.frames())
                .extracting(Frame::text)
                .containsExactly("java.util.HashMap.table", SHOP + ".ORDERS");
        double retained = Profiles.liveBytes(dump, heldBy(SHOP + ".ORDERS"));
        assertThat(retained).isGreaterThan(ORDERS * (1016.0 + 24 + 32));
    }

    @Test
    void theMemoryAnalyzersSuspectIsTheSameObjectWithTheSameBytes() throws IOException {
        List<MatSuspects.Suspect> suspects = MatSuspects.of(directory.resolve("dump.hprof"));
        assertThat(suspects).hasSize(1);
        assertThat(suspects.get(0).accumulatedIn()).isEqualTo("java.util.HashMap$Node[]");
        assertThat((double) suspects.get(0).retainedBytes())
                .isEqualTo(Profiles.liveBytes(dump, heldBy(SHOP + ".ORDERS")));
        assertThat(MatSuspects.of(directory.resolve("small.hprof")))
                .as("before the leak")
                .noneMatch(suspect -> suspect.type().startsWith(SHOP)
                        || suspect.accumulatedIn().equals("java.util.HashMap$Node[]"));
    }

    @Test
    void sharksOwnReportOfTheDumpNamesTheSameFields() throws IOException {
        HeapProfile report = Profiles.read(
                new LeakCanaryImporter(), sharksReport("dump.hprof").getBytes(UTF_8));
        assertThat(report.missing()).isEmpty();
        assertThat(report.sites()).hasSize(1);
        Site leak = report.sites().get(0);
        assertThat(leak.type()).isEqualTo(SHOP + "$Order");
        assertThat(leak.live().count()).isEqualTo(ORDERS);
        assertThat(leak.frames())
                .extracting(Frame::text)
                .containsExactly("java.util.HashMap.element", SHOP + ".ORDERS");
        // Shark's sizes are those of the dump's records: without headers, and with references of eight bytes
        assertThat(leak.live().bytes()).isBetween(ORDERS * 1000.0, ORDERS * 1100.0);
    }

    @Test
    void whereLeakCanarysSignatureStaysSoDoesOurFingerprint() throws IOException {
        String before = sharksReport("dump.hprof");
        String after = sharksReport("later.hprof");
        assertThat(signature(after)).isEqualTo(signature(before));
        assertThat(fingerprints(after)).hasSize(1).isEqualTo(fingerprints(before));
    }

    private static String signature(String report) {
        Matcher signature = Pattern.compile("Signature: ([0-9a-f]+)").matcher(report);
        assertThat(signature.find()).as(report).isTrue();
        return signature.group(1);
    }

    private static List<String> fingerprints(String report) throws IOException {
        return Profiles.read(new LeakCanaryImporter(), report.getBytes(UTF_8)).sites().stream()
                .map(Profiles::fingerprint)
                .toList();
    }

    @Test
    void growthBetweenTwoDumpsIsTheLeakAlone() {
        double growth = Profiles.liveBytes(later, heldBy(SHOP + ".ORDERS"))
                - Profiles.liveBytes(dump, heldBy(SHOP + ".ORDERS"));
        double expected = MORE_ORDERS * (1016.0 + 24 + 24 + 32);
        assertThat(growth).isBetween(expected * 0.999, expected * 1.03); // the table may double
        assertThat(later.takenAt().orElseThrow()).isAfter(dump.takenAt().orElseThrow());
    }

    @Test
    void aDumpCutAnywhereIsAPartOrRefused() throws IOException {
        Random random = new Random(6);
        for (int i = 0; i < 60; i++) {
            int length = i < 20 ? i * 3 : random.nextInt(smallDump.length);
            byte[] cut = Arrays.copyOf(smallDump, i == 20 ? smallDump.length - 1 : length);
            try {
                HeapProfile part = Profiles.read(new HprofImporter(), cut);
                assertThat(part.missing()).as("cut at %d", cut.length).isPresent();
            } catch (BadProfile refused) {
                assertThat(refused).hasMessageMatching("(?s)(byte 0|no object): .*");
            }
        }
    }

    @Test
    void aDamagedDumpIsNoCrash() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 15; i++) {
            byte[] damaged = smallDump.clone();
            for (int j = 0; j < 20; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(Profiles.read(new HprofImporter(), damaged).sites()).isNotEmpty();
            } catch (BadProfile refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void anArrayThatCannotBeThatLongEndsTheDump() throws IOException {
        byte[] hostile = smallDump.clone();
        int array = lastPrimitiveArray(hostile);
        ByteBuffer.wrap(hostile).putInt(array + 1 + Long.BYTES + Integer.BYTES, Integer.MAX_VALUE);
        HeapProfile part = Profiles.read(new HprofImporter(), hostile);
        assertThat(part.missing().orElseThrow()).contains("array of 2147483647").contains("byte");
        assertThat(part.sites()).isNotEmpty();
    }

    @Test
    void whatIsNoDumpIsRefused() {
        assertThatThrownBy(() -> Profiles.read(new HprofImporter(), new byte[1000]))
                .isInstanceOf(BadProfile.class)
                .hasMessageContaining("no header of a heap dump");
    }

    /** An order's lines: a thousand zeros behind an array's header. */
    private static int lastPrimitiveArray(byte[] dump) {
        ByteBuffer bytes = ByteBuffer.wrap(dump);
        for (int at = dump.length - 1100; at > 0; at--) {
            boolean isArray = dump[at] == 0x23
                    && bytes.getInt(at + 1 + Long.BYTES + Integer.BYTES) == LeakingShop.ORDER_BYTES
                    && dump[at + 1 + Long.BYTES + 2 * Integer.BYTES] == 8;
            if (isArray) {
                return at;
            }
        }
        throw new AssertionError("no order in the dump");
    }

    private static String sharksReport(String dump) throws IOException {
        File file = directory.resolve(dump).toFile();
        try (CloseableHeapGraph graph = HprofHeapGraph.Companion.openHeapGraph(
                new FileSourceProvider(file), null, HprofIndex.Companion.defaultIndexedGcRootTags())) {
            FilteringLeakingObjectFinder orders =
                    new FilteringLeakingObjectFinder(List.of(object -> object instanceof HeapInstance order
                            && order.getInstanceClassName().equals(SHOP + "$Order")));
            return new HeapAnalyzer(step -> {})
                    .analyze(file, graph, orders, List.of(), true, List.of(), any -> Map.of())
                    .toString();
        }
    }

    private static HeapProfile dumped(ShopProcess shop, String name) throws IOException, InterruptedException {
        Path file = directory.resolve(name);
        shop.jcmd("GC.heap_dump", file.toString());
        return Profiles.read(new HprofImporter(), file);
    }

    private static Predicate<Site> type(String type) {
        return site -> site.type().equals(type);
    }

    private static Predicate<Site> heldBy(String field) {
        return site -> site.frames().stream().anyMatch(frame -> frame.text().equals(field));
    }
}
