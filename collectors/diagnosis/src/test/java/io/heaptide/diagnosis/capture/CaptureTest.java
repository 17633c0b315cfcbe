package io.heaptide.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.Site;
import io.heaptide.importers.summary.SiteReport;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaptureTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aSiteThatIsNewInOneSnapshotWasNothingInTheOthers() {
        Capture capture =
                Capture.ofWhole("tool", List.of(snapshot(0, site("a", 10)), snapshot(1, site("a", 12), site("b", 5))));
        assertThat(capture.snapshots())
                .allMatch(snapshot -> snapshot.report().sites().size() == 2);
        assertThat(capture.snapshots().get(0).report().liveBytes()).isEqualTo(10);
        assertThat(capture.mostGrown().orElseThrow().getKey().name()).isEqualTo("b");
        assertThat(capture.mostGrown().orElseThrow().getValue()).isEqualTo(5);
    }

    @Test
    void whatIsCountedSinceAnInstantWasNothingThen() {
        Capture capture = Capture.since(START, "tool", List.of(snapshot(1, site("a", 10)), snapshot(2, site("a", 30))));
        assertThat(capture.snapshots()).hasSize(3);
        assertThat(capture.snapshots())
                .as("never compared with what tells all that lives")
                .allMatch(snapshot -> snapshot.report().format().equals("test-trace"));
        assertThat(capture.told()).isEqualTo("a grew by 0.0 MiB in 2 s, by tool");
        assertThat(capture.snapshots().get(0).at()).isEqualTo(START);
        assertThat(capture.snapshots().get(0).report().liveBytes()).isZero();
        assertThat(capture.mostGrown().orElseThrow().getValue()).isEqualTo(30);
    }

    @Test
    void nothingGrowsWhereEverythingShrinks() {
        assertThat(Capture.ofWhole("tool", List.of(snapshot(0, site("a", 10)), snapshot(1, site("a", 9))))
                        .mostGrown())
                .isEmpty();
    }

    @Test
    void aCaptureOfNothingIsRefused() {
        assertThatThrownBy(() -> Capture.ofWhole("tool", List.of())).hasMessageContaining("needs a snapshot");
    }

    private static Snapshot snapshot(int second, Site... sites) {
        return new Snapshot(
                SiteReport.of(new HeapProfile("test", Optional.empty(), Arrays.asList(sites), Optional.empty())),
                START.plusSeconds(second));
    }

    private static Site site(String function, double bytes) {
        return Site.exact(List.of(Frame.named(function)), "", Amount.NONE, new Amount(bytes, 1));
    }
}
