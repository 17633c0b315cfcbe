package io.heaptide.backtest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The series of a query over a time, page by page: one page is in memory, whatever the length. */
final class PrometheusReadings implements Readings {
    /** Prometheus refuses more than 11,000 points a series. */
    private static final long MAX_STEPS = 10_000;

    /** Points of a page: 16 bytes each, and as many again in the answer's text as it comes. */
    private static final long PAGE_POINTS = 1_000_000;

    /** An answer with more than this is broken off, and asked for in smaller pages. */
    private static final long MAX_POINTS = 4 * PAGE_POINTS;

    /** How many series there are is not known before the first page. */
    private static final long FIRST_STEPS = 60;

    /** A page grows by so much at most: series may come and go. */
    private static final long MAX_GROWTH = 8;

    private final PrometheusClient client;
    private final RangeQuery query;
    private final SeriesNaming naming;
    private final LimitOwners owners = new LimitOwners();
    private final Map<Map<String, String>, Optional<SeriesName>> usageNames = new HashMap<>();
    private final Map<Map<String, String>, Optional<SeriesName>> limitNames = new HashMap<>();
    private final LeftOut leftOut = new LeftOut();
    private Page page = new Page();
    private long nextMillis;
    private long steps = FIRST_STEPS;
    private long atMillis;

    PrometheusReadings(PrometheusClient client, RangeQuery query, SeriesNaming.Choice choice) {
        this.client = client;
        this.query = query;
        this.naming = new SeriesNaming(choice);
        this.nextMillis = query.fromMillis();
        this.atMillis = query.fromMillis();
    }

    @Override
    public Optional<Reading> next() throws IOException {
        Optional<Reading> reading = page.next();
        while (reading.isEmpty() && nextMillis <= query.toMillis()) {
            turn();
            reading = page.next();
        }
        if (reading.isPresent()) {
            atMillis = reading.get().atMillis();
        } else {
            leftOut.points(page.shared());
            requireSomething();
        }
        return reading;
    }

    /** Fetches the next page, in as many tries as it takes to make it small enough. */
    private void turn() throws IOException {
        leftOut.points(page.shared());
        Optional<Page> turned = Optional.empty();
        while (turned.isEmpty()) {
            long last = Math.min(query.toMillis(), nextMillis + (steps - 1) * query.stepMillis());
            try {
                turned = Optional.of(fetch(new PrometheusClient.Range(nextMillis, last, query.stepMillis())));
                nextMillis = last + query.stepMillis();
            } catch (PrometheusFailed.TooMuch tooMuch) {
                if (steps == 1) {
                    throw new PrometheusFailed(tooMuch.getMessage() + ", even at a single time: narrow --query");
                }
                steps = Math.max(1, steps / 4);
            }
        }
        page = turned.get();
    }

    private Page fetch(PrometheusClient.Range range) throws IOException {
        Matrix usage = client.range(query.usage(), range, MAX_POINTS);
        Matrix limits = query.limits().isEmpty()
                ? new Matrix(List.of(), 0, 0, List.of())
                : client.range(query.limits(), range, MAX_POINTS);
        Page fetched = new Page();
        List<Matrix.Points> late = new ArrayList<>();
        for (Matrix.Points series : usage.series()) {
            Optional<SeriesName> name = name(series, usageNames, false);
            name.filter(one -> !one.isLimit()).ifPresent(owners::saw);
            if (name.filter(SeriesName::isLimit).isPresent()) {
                late.add(series);
            } else {
                name.ifPresent(one -> fetched.add(one, series));
            }
        }
        late.forEach(series -> addLimit(fetched, series, name(series, usageNames, false)));
        limits.series().forEach(series -> addLimit(fetched, series, name(series, limitNames, true)));
        fetched.close();
        leftOut.notNumbers(usage.notNumbers() + limits.notNumbers());
        leftOut.warnings(usage.warnings());
        adapt(range, usage.points() + limits.points());
        return fetched;
    }

    private void addLimit(Page to, Matrix.Points series, Optional<SeriesName> name) {
        List<SeriesName> owned = name.map(owners::of).orElse(List.of());
        owned.forEach(one -> to.add(one, series));
        if (name.isPresent() && owned.isEmpty()) {
            leftOut.ownerless(series.labels());
        }
    }

    private Optional<SeriesName> name(
            Matrix.Points series, Map<Map<String, String>, Optional<SeriesName>> names, boolean isLimitQuery) {
        Optional<SeriesName> name = names.computeIfAbsent(series.labels(), labels -> naming.name(labels, isLimitQuery));
        if (name.isEmpty()) {
            leftOut.nameless(series.labels());
        }
        return name;
    }

    private void adapt(PrometheusClient.Range range, long points) {
        long asked = (range.lastMillis() - range.firstMillis()) / range.stepMillis() + 1;
        double perStep = Math.max(1, points / (double) asked);
        long fitting = (long) Math.max(1, PAGE_POINTS / perStep);
        steps = Math.min(MAX_STEPS, Math.min(fitting, MAX_GROWTH * steps));
    }

    private void requireSomething() throws PrometheusFailed {
        if (usageNames.values().stream().noneMatch(Optional::isPresent)) {
            throw new PrometheusFailed(String.format(
                    Locale.ROOT,
                    "--query %s gave nothing to replay from %s to %s%s",
                    query.usage(),
                    Instant.ofEpochMilli(query.fromMillis()),
                    Instant.ofEpochMilli(query.toMillis()),
                    usageNames.isEmpty()
                            ? ": no series; try it in Prometheus' own console"
                            : ": " + leftOut + "; choose with --service-label and --instance-label"));
        }
    }

    @Override
    public double share() {
        double span = Math.max(1, query.toMillis() - query.fromMillis());
        return Math.min(1, (atMillis - query.fromMillis()) / span);
    }

    @Override
    public String leftOut() {
        return leftOut.toString();
    }

    @Override
    public void close() {
        client.close();
    }
}
