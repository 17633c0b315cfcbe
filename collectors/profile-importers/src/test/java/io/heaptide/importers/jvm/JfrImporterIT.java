package io.heaptide.importers.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.Site;
import io.heaptide.signals.AllocationSiteFingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real program with a known leak, recorded by the JDK, by async-profiler, and by the JVM agent's own probe. */
class JfrImporterIT {

    private static final int ORDERS = 60_000;

    /** An array of 1,000 bytes, the order, the key and the map's node, as HotSpot lays them out. */
    private static final double LEAKED_BYTES = ORDERS * (1016.0 + 24 + 24 + 32);

    /** Large enough that no sample is dropped, small enough for two hundred of them. */
    private static final String INTERVAL = "256k";

    @TempDir
    static Path directory;

    private static Path early;
    private static Path late;
    private static double earlyHeapBytes;
    private static double lateHeapBytes;

    @BeforeAll
    static void record() throws IOException, InterruptedException {
        early = directory.resolve("early.jfr");
        late = directory.resolve("late.jfr");
        try (ShopProcess shop = ShopProcess.start("-Xmx1g", "-XX:StartFlightRecording=settings=profile")) {
            shop.leak(ORDERS / 2);
            shop.jcmd("JFR.dump", "filename=" + early);
            earlyHeapBytes = liveHeapBytes(shop);
            shop.leak(ORDERS / 2);
            shop.jcmd("JFR.dump", "filename=" + late);
            lateHeapBytes = liveHeapBytes(shop);
        }
    }

    @Test
    void findsThePlantedSiteAmongTheSurvivors() throws IOException {
        HeapProfile profile = Profiles.read(new JfrImporter(), late);
        assertLeak(profile, LEAKED_BYTES, lateHeapBytes);
        assertThat(profile.missing()).isEmpty();
        assertThat(profile.takenAt()).isPresent();
    }

    @Test
    void countsOnlyTheNewestListingOfSurvivors() throws IOException {
        HeapProfile before = Profiles.read(new JfrImporter(), early);
        HeapProfile after = Profiles.read(new JfrImporter(), late);
        assertLeak(before, LEAKED_BYTES / 2, earlyHeapBytes);
        assertThat(before.takenAt().orElseThrow()).isBefore(after.takenAt().orElseThrow());
    }

    @Test
    void countsOnlyWhatWasAllocatedSinceAnInstantIfAsked() throws IOException {
        Instant half = Profiles.read(new JfrImporter(), early).takenAt().orElseThrow();
        HeapProfile since = Profiles.read(JvmFormats.recordingSince(half), late);
        assertThat(since.missing()).isEmpty();
        assertThat(Profiles.liveBytes(since, Profiles::isLeak)).isBetween(LEAKED_BYTES / 4, 0.75 * LEAKED_BYTES);
    }

    @Test
    void withoutACollectionSinceNothingIsProvenAlive() throws IOException {
        HeapProfile since = Profiles.read(JvmFormats.recordingSince(Instant.now()), late);
        assertThat(since.missing().orElseThrow()).startsWith("no collection since ");
        assertThat(Profiles.liveBytes(since, Profiles::isLeak)).isZero();
    }

    @Test
    void addsUpTheSameAllocatedBytesAsTheJdksTool() throws IOException, InterruptedException {
        String printed = ShopProcess.jfr("print", "--json", "--events", "jdk.ObjectAllocationSample", late.toString());
        double weights = Pattern.compile("\"weight\": (\\d+)")
                .matcher(printed)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
        assertThat(weights).isPositive();
        assertThat(Profiles.allocatedBytes(Profiles.read(new JfrImporter(), late)))
                .isCloseTo(weights, within(0.5));
    }

    @Test
    void asyncProfilersSurvivorsAreTheSameSite() throws IOException {
        Path file = asyncProfile("live,");
        HeapProfile profile = Profiles.read(new JfrImporter(), file);
        assertThat(profile.missing()).isEmpty();
        double error = standardError(profile);
        assertThat(Profiles.liveBytes(profile, Profiles::isLeak)).isCloseTo(LEAKED_BYTES, within(4 * error));
        assertThat(Profiles.leakFingerprints(profile))
                .hasSize(1)
                .isEqualTo(Profiles.leakFingerprints(Profiles.read(new JfrImporter(), late)));
    }

    @Test
    void asyncProfilersAllocationsAreTheSameSite() throws IOException {
        HeapProfile profile = Profiles.read(new JfrImporter(), asyncProfile(""));
        double allocated = profile.sites().stream()
                .filter(Profiles::isLeak)
                .mapToDouble(site -> site.allocated().bytes())
                .sum();
        double sampling = 4 * Math.sqrt(LEAKED_BYTES * (256 << 10)); // Poisson: each sample stands for one interval
        assertThat(allocated).isCloseTo(LEAKED_BYTES, within(sampling));
        assertThat(Profiles.leakFingerprints(profile))
                .isEqualTo(Profiles.leakFingerprints(Profiles.read(new JfrImporter(), late)));
    }

    @Test
    void theAgentInProductionSeesTheSameSite() throws IOException {
        Path sites = directory.resolve("sites.txt");
        try (ShopProcess shop = ShopProcess.startProbed("-Xmx1g", "-Dsites=" + sites)) {
            shop.leak(ORDERS);
        }
        List<String> agents = Files.readAllLines(sites).stream()
                .filter(line -> line.startsWith(LeakingShop.class.getName() + ".put\t"))
                .map(line -> AllocationSiteFingerprint.of(List.of(line.split("\t"))))
                .distinct()
                .toList();
        assertThat(agents).hasSize(1).isEqualTo(Profiles.leakFingerprints(Profiles.read(new JfrImporter(), late)));
    }

    @Test
    void aRecordingCutAnywhereIsAPartOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(late);
        Random random = new Random(3);
        int parts = 0;
        for (int i = 0; i < 60; i++) {
            byte[] cut =
                    Arrays.copyOf(whole, i < 20 ? i * 5 : i == 20 ? whole.length - 1 : random.nextInt(whole.length));
            try {
                HeapProfile part = Profiles.read(new JfrImporter(), cut);
                assertThat(part.missing()).as("cut at %d", cut.length).isPresent();
                parts++;
            } catch (BadProfile refused) {
                assertThat(refused).hasMessageContaining("no whole chunk");
            }
        }
        assertThat(parts).isPositive(); // it has two chunks
    }

    @Test
    void aDamagedRecordingIsNoCrash() throws IOException {
        byte[] whole = Files.readAllBytes(early);
        Random random = new Random(4);
        for (int i = 0; i < 30; i++) {
            byte[] damaged = whole.clone();
            for (int j = 0; j < 1 + i; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(Profiles.read(new JfrImporter(), damaged).format()).isEqualTo("jfr");
            } catch (BadProfile refused) {
                assertThat(refused).hasMessageMatching("(?s)no (whole chunk|event can be read): .*");
            }
        }
    }

    /** The JVM's own objects are not sampled, and shared out among the sites: they are an error of their own. */
    private static void assertLeak(HeapProfile profile, double leakedBytes, double heapBytes) {
        double sampling = 4 * standardError(profile);
        assertThat(sampling).isLessThan(leakedBytes / 3);
        assertThat(Profiles.liveBytes(profile, Profiles::isLeak))
                .isBetween(leakedBytes - sampling, heapBytes + sampling);
    }

    private static double liveHeapBytes(ShopProcess shop) throws IOException, InterruptedException {
        String histogram = shop.jcmd("GC.class_histogram");
        return Double.parseDouble(histogram.strip().substring(histogram.strip().lastIndexOf(' ') + 1));
    }

    private static double standardError(HeapProfile profile) {
        return Math.sqrt(profile.sites().stream()
                .filter(Profiles::isLeak)
                .mapToDouble(Site::liveBytesError)
                .map(error -> error * error)
                .sum());
    }

    private static Path asyncProfile(String options) throws IOException {
        Path library = directory.resolve("libasyncProfiler.so");
        if (!Files.exists(library)) {
            try (InputStream packed =
                    JfrImporterIT.class.getResourceAsStream("/" + platform() + "/libasyncProfiler.so")) {
                Files.copy(packed, library);
            }
        }
        Path file = directory.resolve("async" + options.length() + ".jfr");
        String agent =
                "-agentpath:" + library + "=start,event=alloc,alloc=" + INTERVAL + "," + options + "jfr,file=" + file;
        try (ShopProcess shop = ShopProcess.start("-Xmx1g", agent)) {
            shop.leak(ORDERS);
        }
        return file;
    }

    private static String platform() {
        if (System.getProperty("os.name").startsWith("Mac")) {
            return "macos";
        }
        return System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
    }
}
