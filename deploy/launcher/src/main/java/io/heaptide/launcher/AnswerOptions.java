package io.heaptide.launcher;

import io.heaptide.queries.QueryResult;
import io.heaptide.queries.ResultRenderer;
import io.heaptide.queries.TableStyle;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** In which form an answer is printed. */
final class AnswerOptions {

    @ArgGroup
    private Form form = new Form();

    /** At most one of these. */
    static final class Form {

        @Option(names = "--json", description = "A JSON array of objects, machine units")
        private boolean json;

        @Option(names = "--tsv", description = "Tab-separated with a header line, machine units")
        private boolean tsv;
    }

    void print(QueryResult result) {
        Terminal terminal = Terminal.standardOutput();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        try {
            renderer(terminal).render(result, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }

    private ResultRenderer renderer(Terminal terminal) {
        if (form.json) {
            return ResultRenderer.json();
        }
        if (form.tsv) {
            return ResultRenderer.tsv();
        }
        return ResultRenderer.table(terminal.colour() ? TableStyle.coloured() : TableStyle.plain());
    }
}
