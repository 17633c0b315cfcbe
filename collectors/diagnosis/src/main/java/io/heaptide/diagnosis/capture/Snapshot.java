package io.heaptide.diagnosis.capture;

import io.heaptide.importers.summary.SiteReport;
import java.time.Instant;

/** What each site held at one instant. */
public record Snapshot(SiteReport report, Instant at) {}
