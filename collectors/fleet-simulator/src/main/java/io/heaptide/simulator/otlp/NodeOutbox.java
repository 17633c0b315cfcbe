package io.heaptide.simulator.otlp;

import io.heaptide.simulator.model.FleetEvent;
import io.heaptide.simulator.model.Life;
import io.heaptide.simulator.model.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/** What one node's collector has to send: requests in order, none larger than a bound. */
final class NodeOutbox {

    private final Instant origin;
    private final ResourceAttributes resources;
    private final int maxItems;
    private final Deque<Outgoing> closed = new ArrayDeque<>();
    private final List<Life> order = new ArrayList<>();
    private final IdentityHashMap<Life, LifeReadings> readings =
            new IdentityHashMap<>(); // a cursor hands out one object a life
    private final List<ResourceLogs> logs = new ArrayList<>();
    private int points;

    NodeOutbox(Instant origin, ResourceAttributes resources, int maxItems) {
        this.origin = origin;
        this.resources = resources;
        this.maxItems = maxItems;
    }

    /** Adds a reading; answers how many points that were. */
    int add(Life life, Signal signal, long atEpochMillis, long usedBytes) {
        LifeReadings ofLife = readings.computeIfAbsent(life, this::begin);
        int added = ofLife.add(signal, atEpochMillis, usedBytes);
        points += added;
        if (points >= maxItems) {
            closeMetrics();
        }
        return added;
    }

    void add(FleetEvent event) {
        logs.add(LifecycleLog.of(event, resources.of(event.life())));
        if (logs.size() >= maxItems) {
            closeLogs();
        }
    }

    /** Takes everything out: first what happened, then what was measured. */
    List<Outgoing> drain() {
        closeLogs();
        closeMetrics();
        List<Outgoing> drained = List.copyOf(closed);
        closed.clear();
        return drained;
    }

    private LifeReadings begin(Life life) {
        order.add(life);
        return new LifeReadings(life, origin.toEpochMilli() + life.span().startMillis());
    }

    private void closeMetrics() {
        if (points == 0) {
            return;
        }
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        for (Life life : order) {
            LifeReadings ofLife = readings.get(life);
            if (ofLife != null) {
                request.addResourceMetrics(ofLife.toResourceMetrics(resources.of(life)));
            }
        }
        closed.addLast(new Outgoing(OtlpPath.METRICS, request.build(), points));
        order.clear();
        readings.clear();
        points = 0;
    }

    private void closeLogs() {
        if (logs.isEmpty()) {
            return;
        }
        ExportLogsServiceRequest request =
                ExportLogsServiceRequest.newBuilder().addAllResourceLogs(logs).build();
        closed.addLast(new Outgoing(OtlpPath.LOGS, request, logs.size()));
        logs.clear();
    }
}
