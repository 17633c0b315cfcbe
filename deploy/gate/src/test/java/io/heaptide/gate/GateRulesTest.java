package io.heaptide.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.gate.GateCase.Status;
import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.Site;
import io.heaptide.importers.summary.SiteChange;
import io.heaptide.importers.summary.SiteReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateRulesTest {

    @Test
    void anyLeakFailsUnlessSomeIsAllowed() {
        SiteReport report = report(site("cache_put", 1000, 0), site("log_line", 24, 0));
        assertThat(leaks("0", KnownLeaks.NONE, report))
                .extracting(GateCase::status)
                .containsOnly(Status.FAILED);
        assertThat(leaks("1023", KnownLeaks.NONE, report))
                .extracting(GateCase::status)
                .containsOnly(Status.FAILED);
        assertThat(leaks("1KiB", KnownLeaks.NONE, report))
                .extracting(GateCase::status)
                .containsOnly(Status.PASSED);
        assertThat(leaks("0", KnownLeaks.NONE, report())).singleElement().satisfies(one -> assertThat(one.message())
                .isEqualTo("0 B lost, 0 B allowed"));
    }

    @Test
    void aKnownLeakIsTolerated() {
        SiteReport report = report(site("cache_put", 1000, 0));
        String fingerprint = report.sites().get(0).fingerprint();
        List<GateCase> cases =
                leaks("0", KnownLeaks.parse(List.of("# ours", "", fingerprint + " # freed by the driver")), report);
        assertThat(new GateResult("x", cases).passed()).isTrue();
        assertThat(cases.get(1).status()).isEqualTo(Status.TOLERATED);
        assertThat(cases.get(1).message()).endsWith("; known: freed by the driver");
    }

    @Test
    void aListOfKnownLeaksHoldsFingerprintsOnly() {
        assertThatThrownBy(() -> KnownLeaks.parse(List.of("", "cache_put")))
                .hasMessageContaining("line 2")
                .hasMessageContaining("cache_put");
    }

    @Test
    void growthBeyondItsShareFailsWithTheSitesThatGrew() {
        SiteReport older = report(site("cache_put", 1000, 0), site("log_line", 1000, 0));
        SiteReport newer = report(site("cache_put", 1300, 0), site("log_line", 900, 0));
        assertThat(growth(0.1, older, newer)).extracting(GateCase::status).containsExactly(Status.PASSED);
        assertThat(growth(0.09, older, newer))
                .extracting(one -> one.status() + " " + one.name())
                .containsExactly("FAILED all sites", "FAILED cache_put");
    }

    @Test
    void whatSamplingExplainsIsNoGrowth() {
        SiteReport older = report(site("cache_put", 1000, 100));
        assertThat(new GateResult("x", growth(0.1, older, report(site("cache_put", 1400, 100)))).passed())
                .isTrue();
        assertThat(new GateResult("x", growth(0.1, older, report(site("cache_put", 1500, 100)))).passed())
                .isFalse();
    }

    @Test
    void oneSiteMayBeBoundedByItself() {
        SiteReport older = report(site("cache_put", 1000, 0), site("bulk", 1e6, 0));
        SiteReport newer = report(site("cache_put", 3000, 0), site("bulk", 1e6, 0));
        GrowthRule rule = new GrowthRule(0.1, Optional.of(ByteSize.parse("1KiB")), KnownLeaks.NONE);
        assertThat(rule.judge(SiteChange.between(older, newer), SourceTree.EMPTY))
                .extracting(one -> one.status() + " " + one.name())
                .containsExactly("PASSED all sites", "FAILED cache_put");
    }

    @Test
    void sizesAreReadAsPeopleWriteThem() {
        assertThat(List.of("512", "1KiB", "1.5 MiB", "2kB"))
                .extracting(text -> ByteSize.parse(text).bytes())
                .containsExactly(512.0, 1024.0, 1.5 * (1 << 20), 2000.0);
        assertThatThrownBy(() -> ByteSize.parse("1 elephant")).hasMessageContaining("1 elephant");
    }

    @Test
    void whatNoReportCanTakeIsBlanked() {
        assertThat(GateCase.of("x", "a\u0007b\ud800", Status.PASSED, "").name()).isEqualTo("a b ");
        assertThatThrownBy(() -> new GateResult("nothing", List.of())).hasMessageContaining("nothing");
        assertThat(new KnownLeaks(Map.of()).reason("x")).isEmpty();
    }

    private static List<GateCase> leaks(String allowed, KnownLeaks known, SiteReport report) {
        return new LeakRule(ByteSize.parse(allowed), known).judge(report, SourceTree.EMPTY);
    }

    private static List<GateCase> growth(double share, SiteReport older, SiteReport newer) {
        return new GrowthRule(share, Optional.empty(), KnownLeaks.NONE)
                .judge(SiteChange.between(older, newer), SourceTree.EMPTY);
    }

    private static SiteReport report(Site... sites) {
        return SiteReport.of(new HeapProfile("test", Optional.empty(), List.of(sites), Optional.empty()));
    }

    private static Site site(String function, double bytes, double error) {
        return new Site(List.of(Frame.named(function)), "", Amount.NONE, new Amount(bytes, 1), error);
    }
}
