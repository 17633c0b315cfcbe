package io.heaptide.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.samskivert.mustache.Mustache;
import io.heaptide.core.Algorithm;
import io.heaptide.core.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a run came to, as one HTML file that needs nothing else: it opens from disk and loads nothing. */
final class HtmlReport {
    private static final String CHART_VERSION = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    /** Calm instances are plotted up to so many plots: what was looked at and found well. */
    private static final int LEAST_PLOTS = 6;

    private final Told told;
    private final ReportPolicy policy;
    private final List<Story> plotted;
    private final Map<Story, String> plotIds = new HashMap<>();

    HtmlReport(Told told, ReportPolicy policy) {
        this.told = told;
        this.policy = policy;
        List<Story> plottable =
                told.instances().stream().filter(HtmlReport::isPlottable).toList();
        long concerns = concerns(plottable);
        this.plotted = plottable.stream()
                .limit(Math.min(policy.plots(), Math.max(LEAST_PLOTS, concerns)))
                .toList();
        for (int i = 0; i < plotted.size(); i++) {
            plotIds.put(plotted.get(i), ReportPage.Plot.id(i));
        }
    }

    private static boolean isPlottable(Story story) {
        return story.recording().isPresent()
                && story.opinion().flatMap(Opinion::deciding).isPresent();
    }

    private static long concerns(List<Story> stories) {
        return stories.stream().filter(story -> story.verdict().isConcern()).count();
    }

    /** Writes the page. */
    void write(Path file, String source, Duration pane, String leftOut) throws IOException {
        String template = resource("report.html");
        ReportPage page = page(source, pane, leftOut);
        // no defaults: a name that the template has and the page has not is a mistake
        Files.writeString(
                file,
                Mustache.compiler()
                        .emptyStringIsFalse(true)
                        .withLoader(part -> new StringReader(resource("report-" + part + ".html")))
                        .compile(template)
                        .execute(page),
                UTF_8);
    }

    private ReportPage page(String source, Duration pane, String leftOut) throws IOException {
        List<ReportPage.Share> shares = Stream.of(Verdict.values())
                .sorted(Comparator.reverseOrder())
                .filter(told.servicesByVerdict()::containsKey)
                .map(verdict ->
                        ReportPage.Share.of(verdict, told.servicesByVerdict().getOrDefault(verdict, 0L)))
                .toList();
        return new ReportPage(
                headline(),
                period(),
                source,
                Words.duration(pane.toMillis() / 1000.0),
                Algorithm.ALGO_VERSION,
                !told.isWhole(),
                leftOut,
                tiles(),
                shares,
                table("Services, worst first", "Service", "Instances", told.services(), false),
                IntStream.range(0, plotted.size()).mapToObj(this::plot).toList(),
                morePlots(),
                table("Instances, worst first", "Instance", "Signal", told.instances(), true),
                Stream.of(Verdict.values())
                        .sorted(Comparator.reverseOrder())
                        .map(verdict -> ReportPage.Share.of(verdict, 0))
                        .toList(),
                assets(),
                PlotData.json(plotted));
    }

    private String headline() {
        List<Story> leaking = told.services().stream()
                .filter(story -> story.verdict() == Verdict.LEAKING)
                .toList();
        return switch (leaking.size()) {
            case 0 -> "None of " + Words.count(told.services().size(), "service", "services") + " leaks";
            case 1 -> leaking.get(0).service() + " leaks";
            default -> leaking.size() + " of " + told.services().size() + " services leak";
        };
    }

    private String period() {
        double seconds = (told.lastMillis() - told.firstMillis()) / 1000.0;
        return Words.time(told.firstMillis()) + " to " + Words.time(told.lastMillis()) + " UTC, "
                + Words.duration(seconds);
    }

    private List<ReportPage.Tile> tiles() {
        return List.of(
                tile("alarms", told.alarms()),
                tile("services", told.services().size()),
                tile("instances", told.instanceCount()),
                tile("series", told.series()),
                tile("samples", told.readings()),
                tile("refused as late, repeated or implausible", told.refused()));
    }

    private static ReportPage.Tile tile(String label, long count) {
        return new ReportPage.Tile(label, String.format(Locale.ROOT, "%,d", count));
    }

    private ReportPage.Table table(String title, String first, String last, List<Story> stories, boolean instances) {
        List<ReportPage.Row> rows = stories.stream()
                .limit(policy.rows())
                .map(story -> row(story, instances))
                .toList();
        int open = Math.min(rows.size(), Math.max(ReportPolicy.CALM_ROWS, (int) concerns(stories)));
        List<ReportPage.Part> parts = new ArrayList<>(List.of(new ReportPage.Part("", rows.subList(0, open))));
        if (open < rows.size()) {
            String folded = Words.count(rows.size() - open, "other", "others") + ", no concern";
            parts.add(new ReportPage.Part(folded, rows.subList(open, rows.size())));
        }
        int more = stories.size() - rows.size();
        return new ReportPage.Table(
                title,
                first,
                last,
                parts,
                more == 0 ? "" : "and " + Words.count(more, "other", "others") + ", none worse");
    }

    private ReportPage.Row row(Story story, boolean isInstance) {
        Opinion opinion = story.opinion().orElse(Opinion.NONE);
        Verdict last = story.course().last();
        String signal = opinion.deciding().map(one -> one.series().signal()).orElse(Words.NONE);
        return new ReportPage.Row(
                isInstance ? story.instance() : story.service(),
                isInstance ? story.service() : "",
                plotIds.getOrDefault(story, ""),
                Words.code(story.verdict()),
                Words.verdict(story.verdict()),
                last == story.verdict() ? "" : Words.verdict(last),
                String.format(Locale.ROOT, "%.0f", opinion.score()),
                Words.time(story.course().firstAlarmMillis()),
                Words.slope(opinion.slope()),
                Words.interval(opinion.slope()),
                Words.timeToLimit(opinion.timeToLimit()),
                isInstance ? signal : opinion.leaking() + " of " + opinion.instances() + " leak",
                opinion.gates().stream().map(ReportPage.Check::of).toList());
    }

    private ReportPage.Plot plot(int index) {
        Story story = plotted.get(index);
        Opinion opinion = story.opinion().orElse(Opinion.NONE);
        String signal = opinion.deciding()
                .map(one -> one.series().signal()
                        + (one.series().pool().isEmpty()
                                ? ""
                                : ", " + one.series().pool()))
                .orElse(Words.NONE);
        return new ReportPage.Plot(
                ReportPage.Plot.id(index),
                index,
                story.service(),
                story.instance(),
                Words.code(story.verdict()),
                Words.verdict(story.verdict()),
                told(story, opinion),
                signal);
    }

    private static String told(Story story, Opinion opinion) {
        String alarm = story.course().firstAlarmMillis().isPresent()
                ? "First alarm " + Words.time(story.course().firstAlarmMillis()) + ". "
                : "";
        String growth = opinion.slope().midBytesPerHour() == 0
                ? "No growth was fitted"
                : "Growth " + Words.slope(opinion.slope()) + " an hour (" + Words.interval(opinion.slope()) + ")";
        String limit = opinion.deciding()
                .filter(one -> one.limitBytes().isPresent())
                .map(one -> ", limit " + Words.bytes(one.limitBytes().getAsDouble()))
                .orElse(", no limit known");
        String left = opinion.timeToLimit().isEmpty() ? "" : ", reached in " + Words.timeToLimit(opinion.timeToLimit());
        return String.format(Locale.ROOT, "Score %.0f. %s%s%s%s.", opinion.score(), alarm, growth, limit, left);
    }

    private String morePlots() {
        long concerns = concerns(told.instances());
        long shown = concerns(plotted);
        return concerns == shown
                ? ""
                : Words.count(concerns - shown, "other instance was a concern", "other instances were a concern")
                        + " and has no plot here: see the table and the CSV.";
    }

    private static Map<String, String> assets() throws IOException {
        Properties charts = new Properties();
        charts.load(new StringReader(resource(CHART_VERSION)));
        String folder = "/META-INF/resources/webjars/uplot/" + charts.getProperty("version") + "/dist/";
        return Map.of(
                "style", resource("report.css"),
                "script", resource("report.js"),
                "chartStyle", resource(folder + "uPlot.min.css"),
                "chartScript", resource(folder + "uPlot.iife.min.js"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
