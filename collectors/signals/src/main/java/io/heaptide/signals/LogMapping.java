package io.heaptide.signals;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mapping of one logs request, while it is made. */
final class LogMapping {

    private final ResourceIdentity identities;
    private final AllocationSummaryReader summaryReader;
    private final LifecycleReader lifecycleReader;
    private final EventTime time;
    private final Rejections.Counter rejections = new Rejections.Counter();
    private final List<AllocationSummary> summaries = new ArrayList<>();
    private final List<LifecycleEvent> events = new ArrayList<>();
    private final List<InstanceReadings> readings = new ArrayList<>();
    private long ignoredRecords;

    LogMapping(MappingPolicy policy, EventTime time) {
        this.identities = new ResourceIdentity(policy);
        this.summaryReader = new AllocationSummaryReader(policy);
        this.lifecycleReader = new LifecycleReader(policy);
        this.time = time;
    }

    void add(ResourceLogs resourceLogs) {
        Map<String, String> resource = Attributes.map(resourceLogs.getResource().getAttributesList());
        for (ScopeLogs scope : resourceLogs.getScopeLogsList()) {
            for (LogRecord record : scope.getLogRecordsList()) {
                add(record, resource);
            }
        }
    }

    MappedLogs result() {
        return new MappedLogs(summaries, events, readings, rejections.result(), ignoredRecords);
    }

    private void add(LogRecord record, Map<String, String> resource) {
        try {
            switch (eventName(record)) {
                case LogMapper.ALLOCATION_SUMMARY -> addSummary(record, instance(resource));
                case LogMapper.LIFECYCLE ->
                    events.add(lifecycleReader.ownEvent(instance(resource), record, atMillis(record)));
                default -> addForeign(record, resource);
            }
        } catch (UnusableRecord malformed) {
            rejections.add(malformed.reason(), 1);
        }
    }

    private void addSummary(LogRecord record, InstanceRef instance) throws UnusableRecord {
        AllocationSummary summary = summaryReader.read(instance, record.getBody());
        check(summary.getWindowEndMs());
        summaries.add(summary);
    }

    /** What others write for other readers. */
    private void addForeign(LogRecord record, Map<String, String> resource) throws UnusableRecord {
        Optional<FunctionReport> report = FunctionReportReader.read(record);
        if (report.isPresent()) {
            InstanceRef sandbox = instance(FunctionReportReader.function(resource, record));
            readings.add(new InstanceReadings(sandbox, report.get().readings(atMillis(record))));
        } else {
            addK8sEvent(record, resource);
        }
    }

    private void addK8sEvent(LogRecord record, Map<String, String> resource) throws UnusableRecord {
        Optional<LifecycleType> type = LifecycleReader.k8sType(record);
        if (type.isEmpty()) {
            ignoredRecords++;
            return;
        }
        InstanceRef instance = instance(LifecycleReader.k8sObject(resource, record));
        events.add(lifecycleReader.k8sEvent(instance, type.get(), record, atMillis(record)));
    }

    /** The event name, which was an attribute before OTLP 1.5 made it a field. */
    private static String eventName(LogRecord record) {
        String name = record.getEventName();
        return name.isEmpty() ? Attributes.of(record.getAttributesList(), "event.name") : name;
    }

    private InstanceRef instance(Map<String, String> attributes) throws UnusableRecord {
        Identity identity = identities.of(attributes);
        if (identity instanceof Identity.Known known) {
            return known.instance();
        }
        throw new UnusableRecord(((Identity.Refused) identity).reason(), "nobody to blame");
    }

    private long atMillis(LogRecord record) throws UnusableRecord {
        long millis = EventTime.millis(record.getTimeUnixNano());
        long known = millis == 0 ? EventTime.millis(record.getObservedTimeUnixNano()) : millis;
        check(known);
        return known;
    }

    private void check(long millis) throws UnusableRecord {
        Optional<DropReason> refusal = time.refusal(millis);
        if (refusal.isPresent()) {
            throw new UnusableRecord(refusal.get(), "event time is " + millis);
        }
    }
}
