package io.heaptide.importers.lambda;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.signals.FunctionReport;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts invocations to the sandboxes that served them: by log stream, each of which is one sandbox's; without log streams
 * the invocations are one sandbox's until one says that it started another.
 */
final class Sandboxes {

    /** Requests whose version is still remembered when they report. */
    private static final int OPEN_REQUESTS = 10_000;

    private final InstanceRef function;
    private final long maxReadings;
    private final Map<String, List<Reading>> readings = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, String> requests = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > OPEN_REQUESTS;
        }
    };
    private String unnamed = "";
    private long count;

    Sandboxes(InstanceRef function, long maxReadings) {
        this.function = function;
        this.maxReadings = maxReadings;
    }

    /** A request begins in that version of the function. */
    void begin(String requestId, String version) {
        requests.put(requestId, version);
    }

    /** Takes a report; tells whether there was room for it. */
    boolean add(String logStream, Invocation invocation) {
        if (count >= maxReadings) {
            return false;
        }
        count += 2;
        String sandbox = logStream.isEmpty() ? unnamed(invocation) : logStream;
        versions.putIfAbsent(sandbox, version(logStream, invocation.report().requestId()));
        List<Reading> own = readings.computeIfAbsent(sandbox, unseen -> new ArrayList<>());
        own.addAll(invocation.report().readings(invocation.atMillis()));
        return true;
    }

    List<InstanceReadings> all() {
        List<InstanceReadings> all = new ArrayList<>();
        readings.forEach((sandbox, own) -> all.add(new InstanceReadings(instance(sandbox), own)));
        return all;
    }

    private InstanceRef instance(String sandbox) {
        String version = versions.getOrDefault(sandbox, "");
        return InstanceRef.newBuilder(function)
                .setServiceVersion(version.isEmpty() ? function.getServiceVersion() : version)
                .setServiceInstanceId(sandbox)
                .setIncarnation(sandbox)
                .build();
    }

    /** Named by its first request: a second import of the same lines names it the same. */
    private String unnamed(Invocation invocation) {
        if (unnamed.isEmpty() || invocation.report().startsSandbox()) {
            unnamed = invocation.report().requestId();
        }
        return unnamed;
    }

    private String version(String logStream, String requestId) {
        return logStream.isEmpty()
                ? FunctionReport.published(requests.getOrDefault(requestId, ""))
                : FunctionReport.versionOf(logStream);
    }
}
