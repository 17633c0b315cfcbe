package io.heaptide.importers.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.Site;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.InstanceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiteReportTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final InstanceRef INSTANCE = InstanceRef.newBuilder()
            .setServiceName("shop")
            .setServiceInstanceId("shop-1")
            .build();

    @Test
    void addsUpStacksThatAreOneSite() {
        SiteReport report = report(
                site("cache_put", "line 12", 100, 3), site("cache_put", "line 14", 300, 4), site("serve", "", 200, 0));

        assertThat(report.sites()).extracting(KnownSite::name).containsExactly("cache_put (line 14)", "serve");
        Site cache = report.sites().get(0).site();
        assertThat(cache.live()).isEqualTo(new Amount(400, 4));
        assertThat(cache.liveBytesError()).isEqualTo(5);
        assertThat(report.liveBytes()).isEqualTo(600);
    }

    @Test
    void typesAtOneSiteStayApart() {
        Site bytes = Site.exact(List.of(Frame.named("Cache.put")), "byte[]", Amount.NONE, new Amount(10, 1));
        Site strings = Site.exact(List.of(Frame.named("Cache.put")), "String", Amount.NONE, new Amount(20, 1));

        assertThat(report(bytes, strings).sites()).hasSize(2);
    }

    @Test
    void aTypeWithoutFramesIsItsOwnSite() {
        Site orders = Site.exact(List.of(), "com.acme.Order", Amount.NONE, new Amount(10, 1));

        assertThat(report(orders).sites().get(0).name()).isEqualTo("com.acme.Order");
    }

    @Test
    void growthIsOfEachSiteOfEitherProfile() {
        List<SiteChange> changes = SiteChange.between(
                report(site("cache_put", "", 100, 3), site("gone", "", 70, 0)),
                report(site("cache_put", "", 250, 4), site("fresh", "", 30, 0)));

        assertThat(changes)
                .extracting(change -> change.site().name() + " " + change.grownBytes() + " " + change.grownCount())
                .containsExactly("cache_put 150.0 0.0", "fresh 30.0 1.0", "gone -70.0 -1.0");
        assertThat(changes.get(0).bytesError()).isEqualTo(5);
    }

    @Test
    void aSummaryCarriesTheReport() {
        AllocationSummary summary =
                Summaries.of(report(site("malloc", "", 0, 0), site("cache_put", "cache.c:12", 100, 3)), INSTANCE, NOON);

        assertThat(summary.getSource()).isEqualTo("jemalloc");
        assertThat(summary.getWindowEndMs()).isEqualTo(NOON.toEpochMilli());
        assertThat(summary.getIncomplete()).isFalse();
        assertThat(summary.getSites().get(0).getSite()).isEqualTo("cache_put (cache.c:12)");
        assertThat(summary.getSites().get(0).getLiveBytes()).isEqualTo(100);
        assertThat(summary.getSites().get(0).getLiveBytesError()).isEqualTo(3);
        assertThat(summary.getSites().get(0).getFingerprint()).matches("[0-9a-f]{16}");
    }

    @Test
    void aSummaryHoldsNoMoreThanARecordMay() {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            sites.add(site("function" + (char) ('a' + i % 26) + "x".repeat(i / 4) + "_put", "", i, 0));
        }
        SiteReport report = report(sites.toArray(Site[]::new));
        AllocationSummary summary = Summaries.of(report, INSTANCE, NOON);

        assertThat(summary.getIncomplete()).isTrue();
        assertThat(summary.getSites()).hasSizeBetween(500, 2000);
        assertThat(summary.getSites().get(0).getSite()).hasSize(512);
        assertThat(summary.getSites().get(0).getLiveBytes()).isEqualTo(2999);
    }

    private static SiteReport report(Site... sites) {
        return SiteReport.of(new HeapProfile("jemalloc", Optional.of(NOON), List.of(sites), Optional.empty()));
    }

    private static Site site(String function, String source, double liveBytes, double error) {
        Amount live = new Amount(liveBytes, liveBytes > 0 ? error > 0 ? 2 : 1 : 0);
        return new Site(List.of(Frame.named(function, source)), "", Amount.NONE, live, error);
    }
}
