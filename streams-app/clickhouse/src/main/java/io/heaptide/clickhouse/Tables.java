package io.heaptide.clickhouse;

import static io.heaptide.clickhouse.Column.code;
import static io.heaptide.clickhouse.Column.float64;
import static io.heaptide.clickhouse.Column.knownTime;
import static io.heaptide.clickhouse.Column.labels;
import static io.heaptide.clickhouse.Column.list;
import static io.heaptide.clickhouse.Column.optionalBytes;
import static io.heaptide.clickhouse.Column.optionalFloat64;
import static io.heaptide.clickhouse.Column.optionalUint64;
import static io.heaptide.clickhouse.Column.text;
import static io.heaptide.clickhouse.Column.time;
import static io.heaptide.clickhouse.Column.uint32;
import static io.heaptide.clickhouse.Column.uint64;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.Gate;
import io.heaptide.schemas.HorizonFit;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesTrend;
import io.heaptide.schemas.SiteBlame;
import io.heaptide.schemas.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;

/** Every topic's table and columns. The tables themselves are made by the migrations. */
final class Tables {

    static final TableMapping<DeadLetter, DeadLetter> DEAD_LETTERS = TableMapping.oneToOne(
            Topics.DEAD_LETTERS,
            "dead_letters",
            List.of(
                    time("refused_at", DeadLetter::getAtMs),
                    text("component", DeadLetter::getComponent),
                    text("topic", DeadLetter::getTopic),
                    new Column<>("record_partition", (out, letter) -> out.int32(letter.getPartition())),
                    new Column<>("record_offset", (out, letter) -> out.int64(letter.getOffset())),
                    text("reason", DeadLetter::getReason),
                    text("detail", DeadLetter::getDetail),
                    optionalBytes("record_key", DeadLetter::getKey),
                    optionalBytes("record_value", DeadLetter::getValue)));

    static final TableMapping<LeakScore, LeakScore> LEAK_SCORES = TableMapping.oneToOne(
            Topics.LEAK_SCORES,
            "leak_scores",
            join(
                    serviceOf(Function.identity()),
                    List.of(
                            time("window_start", LeakScore::getWindowStartMs),
                            time("window_end", LeakScore::getWindowEndMs)),
                    findings()));

    static final TableMapping<LeakAlert, LeakAlert> LEAK_ALERTS = TableMapping.oneToOne(
            Topics.LEAK_ALERTS,
            "leak_alerts",
            join(
                    serviceOf(LeakAlert::getScore),
                    List.of(
                            text("incident_id", LeakAlert::getIncidentId),
                            time("changed_at", LeakAlert::getAtMs),
                            time("opened_at", LeakAlert::getOpenedAtMs),
                            code("state", LeakAlert::getState),
                            code("previous_state", LeakAlert::getPreviousState),
                            text("reason", LeakAlert::getReason)),
                    within(LeakAlert::getScore, findings())));

    static final TableMapping<SeriesTrend, SeriesTrend> SERIES_TRENDS = TableMapping.oneToOne(
            Topics.SERIES_TRENDS,
            "series_trends",
            join(within(SeriesTrend::getInstance, instance()), within(SeriesTrend::getInstance, life()), trend()));

    static final TableMapping<LifecycleEvent, LifecycleEvent> LIFECYCLE_EVENTS = TableMapping.oneToOne(
            Topics.LIFECYCLE_EVENTS,
            "lifecycle_events",
            join(
                    within(LifecycleEvent::getInstance, instance()),
                    within(LifecycleEvent::getInstance, life()),
                    List.of(
                            code("type", LifecycleEvent::getType),
                            time("occurred_at", LifecycleEvent::getAtMs),
                            text("reason", LifecycleEvent::getReason),
                            optionalUint64("limit_bytes", LifecycleEvent::getLimitBytes))));

    static final TableMapping<AllocationSummary, SiteRow> ALLOCATION_SITES = new TableMapping<>(
            Topics.ALLOCATION_SUMMARIES,
            "allocation_sites",
            join(within(SiteRow::instance, instance()), SiteRow.COLUMNS),
            SiteRow::forEach);

    static final TableMapping<MemorySampleBatch, SampleRow> MEMORY_SAMPLES = new TableMapping<>(
            Topics.MEMORY_SAMPLES,
            "memory_samples",
            join(
                    within(SampleRow::instance, instance()),
                    List.of(
                            text("signal", row -> row.series().getSignal()),
                            text("pool", row -> row.series().getPool()),
                            time("sampled_at", SampleRow::sampledAtMillis),
                            uint64("used_bytes", SampleRow::usedBytes))),
            SampleRow::forEach);

    private Tables() {}

    /** The tables to fill. */
    static List<TableMapping<? extends SpecificRecordBase, ?>> all(boolean samples) {
        List<TableMapping<? extends SpecificRecordBase, ?>> all = new ArrayList<>(
                List.of(LEAK_SCORES, LEAK_ALERTS, SERIES_TRENDS, ALLOCATION_SITES, LIFECYCLE_EVENTS, DEAD_LETTERS));
        if (samples) {
            all.add(MEMORY_SAMPLES);
        }
        return List.copyOf(all);
    }

    private static <S> List<Column<S>> serviceOf(Function<S, LeakScore> score) {
        return within(
                score,
                List.of(
                        text("service_namespace", LeakScore::getServiceNamespace),
                        text("service_name", LeakScore::getServiceName),
                        text("service_version", LeakScore::getServiceVersion),
                        text("since_version", LeakScore::getSinceVersion),
                        text("environment", LeakScore::getEnvironment)));
    }

    private static List<Column<LeakScore>> findings() {
        return List.of(
                code("verdict", LeakScore::getVerdict),
                float64("score", LeakScore::getScore),
                text("signal", LeakScore::getSignal),
                uint32("instances", LeakScore::getInstances),
                uint32("instances_leaking", LeakScore::getInstancesLeaking),
                uint32("instances_suspect", LeakScore::getInstancesSuspect),
                float64("share_affected", LeakScore::getShareAffected),
                float64("level_bytes", LeakScore::getLevelBytes),
                float64("slope_bytes_per_hour", LeakScore::getSlopeBytesPerHour),
                float64("slope_low_bytes_per_hour", LeakScore::getSlopeLowBytesPerHour),
                float64("slope_high_bytes_per_hour", LeakScore::getSlopeHighBytesPerHour),
                optionalFloat64("limit_bytes", LeakScore::getLimitBytes),
                optionalFloat64("time_to_limit_low_seconds", LeakScore::getTimeToLimitLowSeconds),
                optionalFloat64("time_to_limit_high_seconds", LeakScore::getTimeToLimitHighSeconds),
                text("first_to_die", LeakScore::getFirstToDie),
                list("reasons", LeakScore::getReasons, Tables::gate),
                list("top_sites", LeakScore::getTopSites, Tables::site),
                uint32("algo_version", LeakScore::getAlgoVersion));
    }

    private static List<Column<SeriesTrend>> trend() {
        return List.of(
                text("signal", SeriesTrend::getSignal),
                text("pool", SeriesTrend::getPool),
                time("window_start", SeriesTrend::getWindowStartMs),
                time("window_end", SeriesTrend::getWindowEndMs),
                code("verdict", SeriesTrend::getVerdict),
                float64("score", SeriesTrend::getScore),
                uint64("samples", SeriesTrend::getSamples),
                uint32("panes", SeriesTrend::getPanes),
                float64("level_bytes", SeriesTrend::getLevelBytes),
                float64("slope_bytes_per_hour", SeriesTrend::getSlopeBytesPerHour),
                float64("slope_low_bytes_per_hour", SeriesTrend::getSlopeLowBytesPerHour),
                float64("slope_high_bytes_per_hour", SeriesTrend::getSlopeHighBytesPerHour),
                optionalFloat64("limit_bytes", SeriesTrend::getLimitBytes),
                optionalFloat64("time_to_limit_low_seconds", SeriesTrend::getTimeToLimitLowSeconds),
                optionalFloat64("time_to_limit_high_seconds", SeriesTrend::getTimeToLimitHighSeconds),
                list("horizons", SeriesTrend::getHorizons, Tables::horizon),
                list("reasons", SeriesTrend::getReasons, Tables::gate),
                uint32("algo_version", SeriesTrend::getAlgoVersion));
    }

    private static List<Column<InstanceRef>> instance() {
        return List.of(
                text("service_namespace", InstanceRef::getServiceNamespace),
                text("service_name", InstanceRef::getServiceName),
                text("service_version", InstanceRef::getServiceVersion),
                text("service_instance_id", InstanceRef::getServiceInstanceId),
                text("incarnation", InstanceRef::getIncarnation),
                text("environment", InstanceRef::getEnvironment),
                text("node", InstanceRef::getNode));
    }

    private static List<Column<InstanceRef>> life() {
        return List.of(knownTime("started_at", InstanceRef::getStartedAtMs), labels("labels", InstanceRef::getLabels));
    }

    private static void gate(RowOutput out, Gate gate) throws IOException {
        out.text(gate.getName());
        out.float64(gate.getValue());
        out.float64(gate.getThreshold());
        out.flag(gate.getPassed());
    }

    private static void site(RowOutput out, SiteBlame blame) throws IOException {
        out.text(blame.getFingerprint());
        out.text(blame.getSite());
        out.text(blame.getType());
        out.float64(blame.getLiveBytes());
        out.float64(blame.getGrowthBytesPerHour());
        out.float64(blame.getShareOfGrowth());
    }

    private static void horizon(RowOutput out, HorizonFit fit) throws IOException {
        out.time("horizons.window_start", fit.getWindowStartMs());
        out.uint32("horizons.panes", fit.getPanes());
        out.float64(fit.getSlopeBytesPerHour());
        out.float64(fit.getSlopeLowBytesPerHour());
        out.float64(fit.getSlopeHighBytesPerHour());
    }

    private static <S, R> List<Column<S>> within(Function<S, R> part, List<Column<R>> columns) {
        return columns.stream().map(column -> column.within(part)).toList();
    }

    @SafeVarargs
    private static <R> List<Column<R>> join(List<Column<R>>... groups) {
        List<Column<R>> all = new ArrayList<>();
        for (List<Column<R>> group : groups) {
            all.addAll(group);
        }
        return List.copyOf(all);
    }
}
