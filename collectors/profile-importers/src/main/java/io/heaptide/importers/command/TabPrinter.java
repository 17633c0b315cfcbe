package io.heaptide.importers.command;

import io.heaptide.importers.Site;
import io.heaptide.importers.lambda.FunctionReadings;
import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteChange;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Tab-separated lines with a header. Control characters of names, which may come from anybody, become blanks. */
final class TabPrinter implements SitePrinter {

    private final PrintWriter out;

    TabPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void print(SiteReport report) {
        line(
                "fingerprint",
                "live_bytes",
                "live_count",
                "live_bytes_error",
                "allocated_bytes",
                "allocated_count",
                "site",
                "type");
        for (KnownSite known : report.sites()) {
            Site site = known.site();
            line(
                    known.fingerprint(),
                    whole(site.live().bytes()),
                    whole(site.live().count()),
                    whole(site.liveBytesError()),
                    whole(site.allocated().bytes()),
                    whole(site.allocated().count()),
                    known.name(),
                    site.type());
        }
        out.flush();
    }

    @Override
    public void print(List<SiteChange> changes) {
        line(
                "fingerprint",
                "grown_bytes",
                "grown_count",
                "grown_bytes_error",
                "old_live_bytes",
                "new_live_bytes",
                "site",
                "type");
        for (SiteChange change : changes) {
            line(
                    change.site().fingerprint(),
                    whole(change.grownBytes()),
                    whole(change.grownCount()),
                    whole(change.bytesError()),
                    whole(change.before().bytes()),
                    whole(change.after().bytes()),
                    change.site().name(),
                    change.site().site().type());
        }
        out.flush();
    }

    @Override
    public void print(FunctionReadings function) {
        line("instance", "version", "at", "signal", "bytes");
        for (InstanceReadings sandbox : function.sandboxes()) {
            for (Reading reading : sandbox.readings()) {
                line(
                        sandbox.instance().getServiceInstanceId(),
                        sandbox.instance().getServiceVersion(),
                        Instant.ofEpochMilli(reading.atMillis()).toString(),
                        reading.signal(),
                        Long.toString(reading.bytes()));
            }
        }
        out.flush();
    }

    private void line(String... cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(line.isEmpty() ? "" : "\t").append(cell.replaceAll("\\p{Cntrl}", " "));
        }
        out.println(line);
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%.0f", number);
    }
}
