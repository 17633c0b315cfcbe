package io.heaptide.signals;

import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The mapping of one request, while it is made. */
final class MetricMapping {

    private final AliasTable aliases = AliasTable.standard();
    private final LifeSignTable lifeSigns = LifeSignTable.standard();
    private final MappingPolicy policy;
    private final EventTime time;
    private final Rejections.Counter rejections = new Rejections.Counter();
    private final List<InstanceReadings> readings = new ArrayList<>();
    private final List<LifeSign> signs = new ArrayList<>();
    private long ignoredPoints;

    MetricMapping(MappingPolicy policy, EventTime time) {
        this.policy = policy;
        this.time = time;
    }

    void add(ResourceMetrics resourceMetrics) {
        ResourceReadings resource = new ResourceReadings(policy, resourceMetrics.getResource());
        for (ScopeMetrics scope : resourceMetrics.getScopeMetricsList()) {
            for (Metric metric : scope.getMetricsList()) {
                add(metric, resource);
            }
        }
        resource.addLimits(aliases.ofResource());
        readings.addAll(resource.result());
    }

    MappedMetrics result() {
        return new MappedMetrics(readings, signs, rejections.result(), ignoredPoints);
    }

    private void add(Metric metric, ResourceReadings resource) {
        List<Alias> candidates = aliases.of(metric.getName());
        if (!candidates.isEmpty()) {
            addLevels(metric, candidates, resource);
            return;
        }
        ignoredPoints += Level.countOf(metric);
        List<LifeSignTable.Row> rows = lifeSigns.of(metric.getName());
        if (!rows.isEmpty() && Level.countsFromABeginning(metric)) {
            Level.pointsOf(metric).forEach(point -> addSign(point, rows, resource));
        }
    }

    private void addSign(NumberDataPoint point, List<LifeSignTable.Row> rows, ResourceReadings resource) {
        rows.stream()
                .filter(row -> row.matches(point.getAttributesList()))
                .findFirst()
                .flatMap(row -> resource.sign(point, row))
                .filter(sign -> time.refusal(sign.atMillis()).isEmpty())
                .ifPresent(signs::add);
    }

    private void addLevels(Metric metric, List<Alias> candidates, ResourceReadings resource) {
        Optional<DropReason> refusal = Level.refusalOf(metric, candidates.get(0).isOfInvocations());
        if (refusal.isPresent()) {
            rejections.add(refusal.get(), Level.countOf(metric));
            return;
        }
        OptionalDouble amountPerUnit =
                candidates.get(0).isLoad() ? OptionalDouble.of(1) : ByteUnit.factor(metric.getUnit());
        if (amountPerUnit.isEmpty()) {
            rejections.add(DropReason.UNSUPPORTED_UNIT, Level.countOf(metric));
            return;
        }
        for (NumberDataPoint point : Level.pointsOf(metric)) {
            add(point, candidates, amountPerUnit.getAsDouble(), resource);
        }
    }

    private void add(NumberDataPoint point, List<Alias> candidates, double amountPerUnit, ResourceReadings resource) {
        for (Alias alias : candidates) {
            if (alias.matches(point.getAttributesList())) {
                if (alias.signal().isPresent()) {
                    add(point, alias, Level.of(point, alias.signal().get(), amountPerUnit), resource);
                    return;
                }
                break;
            }
        }
        ignoredPoints++;
    }

    private void add(NumberDataPoint point, Alias alias, Level level, ResourceReadings resource) {
        if (level instanceof Level.Bytes bytes) {
            refusal(point, alias, bytes, resource).ifPresent(reason -> rejections.add(reason, 1));
        } else if (level instanceof Level.Unusable unusable) {
            rejections.add(unusable.reason(), 1);
        } else {
            ignoredPoints++;
        }
    }

    private Optional<DropReason> refusal(
            NumberDataPoint point, Alias alias, Level.Bytes level, ResourceReadings resource) {
        long atMillis = EventTime.millis(point.getTimeUnixNano());
        Optional<DropReason> late = time.refusal(atMillis);
        if (late.isPresent()) {
            return late;
        }
        String pool = alias.pool().of(point.getAttributesList());
        if (pool.length() > policy.maxIdentityChars()) {
            return Optional.of(DropReason.ATTRIBUTE_TOO_LONG);
        }
        Reading reading = new Reading(alias.signal().orElseThrow().name(), pool, atMillis, level.bytes());
        return resource.add(reading, alias, point.getAttributesList());
    }
}
