package io.heaptide.importers.command;

import io.heaptide.importers.lambda.FunctionReadings;
import io.heaptide.importers.summary.SiteChange;
import io.heaptide.importers.summary.SiteReport;
import java.io.IOException;
import java.util.List;

/** Prints sites for people or programs. */
interface SitePrinter {

    void print(SiteReport report) throws IOException;

    void print(List<SiteChange> changes) throws IOException;

    /** A function has no sites, but readings. */
    void print(FunctionReadings function) throws IOException;
}
