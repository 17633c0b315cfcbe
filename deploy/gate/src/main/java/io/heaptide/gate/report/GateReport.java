package io.heaptide.gate.report;

import io.heaptide.gate.GateResult;
import java.io.IOException;
import java.io.Writer;

/** One way to tell a result. */
public interface GateReport {

    /** Writes the whole report; the writer stays open. */
    void write(GateResult result, Writer out) throws IOException;
}
