package io.heaptide.importers.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.Site;
import io.heaptide.signals.AllocationSiteFingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real program with a known leak, recorded by the JDK, by async-profiler, and by the JVM agent's own probe. */
class JfrImporterIT {

    private static final int ORDERS = 60_000;
    private static final int STEPS = 5;

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
            leakInSteps(shop);
            shop.jcmd("JFR.dump", "filename=" + early);
            earlyHeapBytes = liveHeapBytes(shop);
            leakInSteps(shop);
            shop.jcmd("JFR.dump", "filename=" + late);
            lateHeapBytes = liveHeapBytes(shop);
        }
    }

    /** Half of the orders. After each step a collection takes garbage out of the JVM's few samples, and leaves room for survivors. */
    private static void leakInSteps(ShopProcess shop) throws IOException {
        for (int step = 0; step < STEPS; step++) {
            shop.leak(ORDERS / 2 / STEPS);
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

    /** Hidden classes have other names in each run, which importers leave out. */
    @Test
    void agreesWithTheJdksToolMethodByMethod() throws IOException, InterruptedException {
        Map<String, Double> weights = PrintedRecording.weights(ShopProcess.jfr(
                "print", "--json", "--stack-depth", "64", "--events", "jdk.ObjectAllocationSample", late.toString()));
        Map<String, Double> allocated = new TreeMap<>();
        for (Site site : Profiles.read(new JfrImporter(), late).sites()) {
            allocated.merge(site.frames().get(0).function(), site.allocated().bytes(), Double::sum);
        }
        weights.keySet().removeIf(method -> method.contains("$$") || method.contains("0x"));
        assertThat(weights).containsKey(LeakingShop.class.getName() + ".put");
        weights.forEach((method, bytes) ->
                assertThat(allocated.getOrDefault(method, 0.0)).as(method).isCloseTo(bytes, within(0.5)));
    }

    /** Each sample stands for an interval where objects are smaller than that. */
    @Test
    void agreesWithAsyncProfilersConverterMethodByMethod() throws IOException, InterruptedException {
        Path file = asyncProfile("live,");
        Map<String, Double> samples = converted(file);
        Map<String, Double> live = new TreeMap<>();
        for (Site site : Profiles.read(new JfrImporter(), file).sites()) {
            live.merge(
                    site.frames().get(0).function() + " " + site.type(),
                    site.live().bytes(),
                    Double::sum);
        }
        samples.keySet().removeIf(line -> line.contains("0x") || line.endsWith("HashMap$Node[]"));
        assertThat(samples).containsKey(LeakingShop.class.getName() + ".put byte[]");
        samples.forEach((line, count) ->
                assertThat(live.getOrDefault(line, 0.0)).as(line).isCloseTo(count * (256 << 10), within(0.5)));
    }

    /** {@code outermost_[j];innermost_[j];type_[i] samples} → samples by the method to blame and the type. */
    private static Map<String, Double> converted(Path recording) throws IOException, InterruptedException {
        Path collapsed = directory.resolve("async.collapsed");
        String classes = System.getProperty("java.class.path");
        ShopProcess.java(
                "-cp", classes, "Main", "--live", "-o", "collapsed", recording.toString(), collapsed.toString());
        Map<String, Double> samples = new TreeMap<>();
        for (String line : Files.readAllLines(collapsed)) {
            int end = line.lastIndexOf(' ');
            List<String> frames = new ArrayList<>(
                    List.of(line.substring(0, end).replaceAll("_\\[\\w\\]", "").split(";", -1)));
            Collections.reverse(frames);
            String type = frames.remove(0);
            frames.replaceAll(frame -> frame.replace('/', '.'));
            samples.merge(
                    PrintedRecording.blamed(frames) + " " + type, Double.valueOf(line.substring(end + 1)), Double::sum);
        }
        return samples;
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
        Path file = directory.resolve("async" + options.length() + ".jfr");
        if (!Files.exists(file)) {
            AsyncProfiler.record(file, INTERVAL, options, ORDERS);
        }
        return file;
    }
}
