package io.heaptide.importers.command;

import io.heaptide.importers.summary.SiteChange;
import io.heaptide.importers.summary.SiteReport;
import java.io.IOException;
import java.util.List;

/** Prints sites for people or programs. */
interface SitePrinter {

    void print(SiteReport report) throws IOException;

    void print(List<SiteChange> changes) throws IOException;
}
