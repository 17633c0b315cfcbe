package io.heaptide.backtest;

import io.heaptide.core.Gate;
import io.heaptide.core.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the report's template is filled with: the parts of the page in words. */
record ReportPage(
        String headline,
        String period,
        String source,
        String pane,
        int algorithm,
        boolean stoppedEarly,
        String leftOut,
        List<Tile> tiles,
        List<Share> shares,
        Table services,
        List<Plot> plots,
        String morePlots,
        Table instances,
        List<Share> legend,
        Map<String, String> assets,
        String data) {

    /** The parts whose text is ours and goes in as it is. */
    String style() {
        return assets.getOrDefault("style", "");
    }

    String script() {
        return assets.getOrDefault("script", "");
    }

    String chartStyle() {
        return assets.getOrDefault("chartStyle", "");
    }

    String chartScript() {
        return assets.getOrDefault("chartScript", "");
    }

    String shareInWords() {
        return String.join(
                ", ",
                shares.stream().map(one -> one.count() + " " + one.words()).toList());
    }

    /** One number of the summary. */
    record Tile(String label, String value) {}

    /** How many services came to a verdict. */
    record Share(String verdict, String words, long count) {
        static Share of(Verdict verdict, long count) {
            return new Share(Words.code(verdict), Words.verdict(verdict), count);
        }
    }

    /**
     * Services or instances.
     *
     * @param more how many others there are, empty if none
     */
    record Table(String title, String first, String last, List<Part> parts, String more) {}

    /**
     * Rows of a table.
     *
     * @param folded what is written over rows that are folded away, empty if they are not
     */
    record Part(String folded, List<Row> rows) {}

    /**
     * One service or instance.
     *
     * @param of the service, for an instance
     * @param plot id of its plot, empty if it has none
     * @param now its last verdict, empty if it is still the gravest one
     */
    record Row(
            String name,
            String of,
            String plot,
            String verdict,
            String words,
            String now,
            String score,
            String firstAlarm,
            String slope,
            String interval,
            String timeToLimit,
            String extent,
            List<Check> gates) {
        boolean hasGates() {
            return !gates.isEmpty();
        }

        String gatesPassed() {
            long passed =
                    gates.stream().filter(gate -> gate.passed().equals("ok")).count();
            return passed + " of " + gates.size() + " hold";
        }
    }

    /** One gate in words. */
    record Check(String name, String value, String threshold, String passed) {
        static Check of(Gate gate) {
            return new Check(
                    gate.name(),
                    amount(gate.name(), gate.value()),
                    relation(gate) + " " + amount(gate.name(), gate.threshold()),
                    gate.passed() ? "ok" : "no");
        }

        /** What the gate asked for, which its outcome tells. */
        private static String relation(Gate gate) {
            if (gate.value() == gate.threshold()) {
                return gate.passed() ? "≥" : ">";
            }
            return gate.passed() == gate.value() > gate.threshold() ? "≥" : "≤";
        }

        private static String amount(String name, double value) {
            return name.contains("bytes") ? Words.bytes(value) : Words.number(value);
        }
    }

    /** The words around one plot. */
    record Plot(
            String id,
            int index,
            String service,
            String instance,
            String verdict,
            String words,
            String told,
            String signal) {
        static String id(int index) {
            return String.format(Locale.ROOT, "plot-%d", index + 1);
        }
    }
}
