package io.heaptide.agent.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.heaptide.recordings.CallPath;
import io.heaptide.recordings.Survivor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AllocationSummaryTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final SummaryPolicy POLICY = SummaryPolicy.within(64 * 1024);

    @Test
    void addsUpWhatASiteDoesWithOneType() {
        AllocationSummary summary = AllocationSummary.of(
                window(
                        List.of(allocated("A.a", "byte[]", 100), allocated("A.a", "byte[]", 50)),
                        List.of(survivor("A.a", "byte[]"), survivor("A.a", "byte[]"), survivor("B.b", "int[]")),
                        3_000),
                POLICY);

        assertThat(summary.sites()).hasSize(2);
        AllocationSite site = summary.sites().get(0);
        assertThat(site.site()).isEqualTo("A.a");
        assertThat(site.allocatedBytes()).isEqualTo(150);
        assertThat(site.liveBytes()).isEqualTo(2_000);
        assertThat(site.liveBytesError()).isBetween(100.0, 2_000.0);
    }

    @Test
    void keepsTheTypesOfOneSiteApart() {
        AllocationSummary summary = AllocationSummary.of(
                window(
                        List.of(allocated("A.a", "char[]", 100)),
                        List.of(survivor("A.a", "byte[]"), survivor("A.a", "byte[]"), survivor("A.a", "char[]")),
                        3_000),
                POLICY);

        assertThat(types(summary)).containsExactlyInAnyOrder("byte[]", "char[]");
        assertThat(names(summary)).containsOnly("A.a");
    }

    @Test
    void tellsTwoWaysToOneSiteApart() {
        CallPath web = new CallPath(List.of("A.a", "Web.get"));
        CallPath batch = new CallPath(List.of("A.a", "Batch.run"));

        AllocationSummary summary = AllocationSummary.of(
                window(List.of(new Allocation(web, "X", 1), new Allocation(batch, "X", 1)), List.of(), 0), POLICY);

        assertThat(summary.sites()).extracting(AllocationSite::site).containsExactly("A.a", "A.a");
        assertThat(summary.sites()).extracting(AllocationSite::frames).containsExactly(batch.frames(), web.frames());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void doesNotDependOnTheOrderOfTheSamples(long seed) {
        Random random = new Random(seed);
        List<Allocation> allocations = new ArrayList<>();
        List<Survivor> survivors = new ArrayList<>();
        for (int sample = 0; sample < 300; sample++) {
            allocations.add(allocated("S" + random.nextInt(15) + ".m", "T" + random.nextInt(3), random.nextInt(1_000)));
            survivors.add(survivor("S" + random.nextInt(15) + ".m", "T" + random.nextInt(3)));
        }
        AllocationSummary summary = AllocationSummary.of(window(allocations, survivors, 1e6), POLICY);

        Collections.shuffle(allocations, random);
        Collections.shuffle(survivors, random);
        AllocationSummary shuffled = AllocationSummary.of(window(allocations, survivors, 1e6), POLICY);

        assertThat(shuffled.sites()).extracting(AllocationSite::site).isEqualTo(names(summary));
        assertThat(shuffled.sites()).extracting(AllocationSite::type).isEqualTo(types(summary));
        assertThat(summary.sites().stream()
                        .mapToDouble(AllocationSite::liveBytes)
                        .sum())
                .isCloseTo(1e6, withinPercentage(1e-6));
        assertThat(summary.sites().stream()
                        .mapToDouble(AllocationSite::allocatedBytes)
                        .sum())
                .isCloseTo(allocations.stream().mapToDouble(Allocation::bytes).sum(), withinPercentage(1e-6));
    }

    @Test
    void keepsALeakInViewAmongPlentyOfGarbage() {
        List<Allocation> garbage = new ArrayList<>();
        for (int site = 0; site < 200; site++) {
            garbage.add(allocated("Garbage.m" + site, "byte[]", 1e9));
        }

        AllocationSummary summary =
                AllocationSummary.of(window(garbage, List.of(survivor("Leak.put", "byte[]")), 1_000), POLICY);

        assertThat(summary.sites().get(0).site()).isEqualTo("Leak.put");
    }

    @Test
    void saysSoWhenItLeftSitesOut() {
        List<Allocation> many = new ArrayList<>();
        for (int site = 0; site < 51; site++) {
            many.add(allocated("S.m" + site, "byte[]", 1));
        }

        assertThat(AllocationSummary.of(window(many, List.of(), 0), POLICY).incomplete())
                .isTrue();
        assertThat(AllocationSummary.of(window(many, List.of(), 0), POLICY).sites())
                .hasSize(50);
        assertThat(AllocationSummary.of(window(many.subList(0, 50), List.of(), 0), POLICY)
                        .incomplete())
                .isFalse();
    }

    @Test
    void staysWithinItsByteBudget() {
        List<Allocation> many = new ArrayList<>();
        for (int site = 0; site < 40; site++) {
            many.add(allocated("com.shop.SomeRatherLongClassName.method" + site, "byte[]", 1_000 - site));
        }

        AllocationSummary summary = AllocationSummary.of(window(many, List.of(), 0), new SummaryPolicy(50, 20, 4_096));

        assertThat(summary.incomplete()).isTrue();
        assertThat(summary.sites()).hasSizeBetween(5, 15);
        assertThat(summary.sites().get(0).site()).endsWith("method0");
    }

    @Test
    void isEmptyWhereNothingWasSeen() {
        AllocationSummary summary = AllocationSummary.of(window(List.of(), List.of(), 5_000), POLICY);

        assertThat(summary.sites()).isEmpty();
        assertThat(summary.incomplete()).isFalse();
    }

    private static List<String> names(AllocationSummary summary) {
        return summary.sites().stream().map(AllocationSite::site).toList();
    }

    private static List<String> types(AllocationSummary summary) {
        return summary.sites().stream().map(AllocationSite::type).toList();
    }

    private static AllocationWindow window(List<Allocation> allocations, List<Survivor> survivors, double heap) {
        return new AllocationWindow(START, START.plusSeconds(60), allocations, survivors, heap);
    }

    private static Allocation allocated(String frame, String type, double bytes) {
        return new Allocation(new CallPath(List.of(frame)), type, bytes);
    }

    private static Survivor survivor(String frame, String type) {
        return new Survivor(new CallPath(List.of(frame)), type, 16, START);
    }
}
