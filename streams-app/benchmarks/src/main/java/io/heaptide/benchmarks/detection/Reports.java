package io.heaptide.benchmarks.detection;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** The results as people and machines read them. */
final class Reports {
    private static final String STYLE = """
            body { font: 15px/1.45 system-ui, sans-serif; max-width: 100rem; margin: 2rem auto; padding: 0 1rem; color: #1c2733 }
            table { display: block; overflow-x: auto; border-collapse: collapse; margin: 0.6rem 0 1.6rem; font-variant-numeric: tabular-nums }
            th, td { padding: 0.2rem 0.6rem; text-align: right; border-bottom: 1px solid #d8dee5 }
            th:first-child, td:first-child { text-align: left }
            .plots { display: flex; flex-wrap: wrap; gap: 2rem }
            svg text { font-size: 12px; text-anchor: middle; fill: #44525f }
            .grid { stroke: #e3e8ed } .ideal { stroke: #9aa7b4; stroke-dasharray: 4 4 }
            .interval { stroke: #1f6feb; stroke-width: 2 } circle { fill: #1f6feb; fill-opacity: 0.75 }
            """;

    private final Results results;
    private final Tables tables;

    Reports(Results results) {
        this.results = results;
        this.tables = new Tables(results);
    }

    private String first() {
        return results.methods().get(0);
    }

    private boolean hasRecorded() {
        return !results.recorded(first()).isEmpty();
    }

    private boolean hasSimulated() {
        return !results.simulated(first()).isEmpty();
    }

    /** For a terminal. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (String method : results.methods()) {
            text.append(method)
                    .append('\n')
                    .append(tables.datasets(method).text())
                    .append('\n');
        }
        if (hasRecorded()) {
            text.append("Recorded instances, averaged over datasets\n")
                    .append(tables.recorded().text())
                    .append('\n');
        }
        if (hasSimulated()) {
            text.append("Simulated services, least / median / most over seeds\n")
                    .append(tables.simulated().text())
                    .append("\n" + first() + " on simulated services of all seeds, by shape\n")
                    .append(tables.shapes(first()).text())
                    .append('\n');
        }
        calibrations().forEach(each -> text.append(each.title())
                .append('\n')
                .append(each.calibration().table().text())
                .append('\n'));
        return text.toString();
    }

    /** Tables for a README. */
    String markdown() {
        return (hasRecorded() ? tables.recorded().markdown() + "\n" : "")
                + (hasSimulated() ? tables.simulated().markdown() + "\n" : "")
                + tables.datasets(first()).markdown();
    }

    String csv() {
        return tables.everything().csv();
    }

    /** One page that needs nothing else. */
    String html() {
        StringBuilder page =
                new StringBuilder("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\n<title>Heaptide"
                        + " detection benchmark</title>\n<style>\n" + STYLE
                        + "</style>\n<h1>Detection benchmark</h1>\n");
        page.append(
                        "<h2>What the score means</h2>\n<p>Each case was asked for its score at random instants, at least one a day.")
                .append(
                        " A dot shows how many of those that gave such a score were leaking then; its area grows with how")
                .append(
                        " often the score was given, and its bar is a 95 % interval. A recorded leak is asked until its highest readings end.</p>\n<div class=\"plots\">\n");
        calibrations().forEach(each -> page.append("<div><h3>" + each.title() + "</h3>\n")
                .append(CalibrationPlot.of(each.calibration()))
                .append(each.calibration().table().html())
                .append("</div>\n"));
        page.append("</div>\n");
        page.append(
                hasRecorded()
                        ? "<h2>Recorded instances</h2>\n" + tables.recorded().html()
                        : "");
        page.append(
                hasSimulated()
                        ? "<h2>Simulated services, least / median / most over seeds</h2>\n"
                                + tables.simulated().html()
                        : "");
        page.append(
                hasSimulated() ? "<h2>By shape</h2>\n" + tables.shapes(first()).html() : "");
        results.methods().forEach(method -> page.append("<h2>" + method + "</h2>\n")
                .append(tables.datasets(method).html()));
        return page.toString();
    }

    String json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        ObjectNode macro = root.putObject("macro");
        for (String method : hasRecorded() ? results.methods() : List.<String>of()) {
            Summary summary = results.macro(method);
            macro.putObject(method)
                    .put("macro_recall", summary.recall())
                    .put("macro_false_alarm_rate", summary.falseAlarmRate())
                    .put("precision_at_10pct", summary.precision())
                    .put("f1_at_10pct", summary.f1());
        }
        rows(root.putArray("figures"), tables.everything());
        calibrations()
                .forEach(each ->
                        rows(root.putArray(each.title()), each.calibration().table()));
        return root.toPrettyString() + "\n";
    }

    private static void rows(ArrayNode into, Table table) {
        for (List<String> row : table.rows()) {
            ObjectNode object = into.addObject();
            for (int i = 0; i < row.size(); i++) {
                object.put(table.header().get(i), row.get(i));
            }
        }
    }

    private List<Titled> calibrations() {
        return Stream.of(
                        new Titled("Calibration on simulated services", outcomes(results.simulated(first()))),
                        new Titled("Calibration on recorded instances", outcomes(results.recorded(first()))))
                .filter(each -> each.calibration().shown() > 0)
                .toList();
    }

    private static Calibration outcomes(List<Result> some) {
        return Calibration.of(
                some.stream().flatMap(each -> each.outcomes().stream()).toList());
    }

    private record Titled(String title, Calibration calibration) {}
}
