package io.heaptide.queries;

import java.io.IOException;

/** Writes an answer. */
public interface ResultRenderer {

    /** Writes the whole answer, ending with a line end. */
    void render(QueryResult result, Appendable out) throws IOException;

    /** Aligned, for people: units are read from the columns' names. */
    static ResultRenderer table(TableStyle style) {
        return new TableRenderer(style);
    }

    /** Tab-separated with a header line, machine units, tabs and line ends escaped with a backslash. */
    static ResultRenderer tsv() {
        return new TsvRenderer();
    }

    /** An array of objects, one a line, machine units. */
    static ResultRenderer json() {
        return new JsonRenderer();
    }
}
