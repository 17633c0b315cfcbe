package io.heaptide.agent;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.Comparator;
import java.util.List;

/** An allocation summary decoded from the wire, field by field as the contract with the gateway says. */
record SentSummary(String source, long startMillis, long endMillis, boolean incomplete, List<Site> sites) {

    record Site(
            String name,
            String type,
            List<String> frames,
            double allocatedBytes,
            double allocatedCount,
            double liveBytes,
            double liveCount,
            double liveBytesError) {}

    static SentSummary of(LogRecord event) {
        Fields body = Fields.of(event.getBody());
        return new SentSummary(
                body.text("source"),
                body.integer("window_start_ms"),
                body.integer("window_end_ms"),
                body.flag("incomplete"),
                body.list("sites").stream().map(SentSummary::site).toList());
    }

    Site largestLive() {
        return sites.stream().max(Comparator.comparingDouble(Site::liveBytes)).orElseThrow();
    }

    Site site(String name) {
        return sites.stream()
                .filter(site -> site.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no site " + name + " in " + sites));
    }

    double seconds() {
        return (endMillis - startMillis) / 1000.0;
    }

    private static Site site(AnyValue value) {
        Fields site = Fields.of(value);
        return new Site(
                site.text("site"),
                site.text("type"),
                site.list("frames").stream().map(AnyValue::getStringValue).toList(),
                site.real("allocated_bytes"),
                site.real("allocated_count"),
                site.real("live_bytes"),
                site.real("live_count"),
                site.real("live_bytes_error"));
    }
}
