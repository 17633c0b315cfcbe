package io.heaptide.diagnosis;

import io.heaptide.schemas.DiagnosisRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Today's requests of every service, as they were read. Safe to share between threads. */
final class RequestBook {

    private final DiagnosisPolicy policy;
    private final Map<String, ServiceDay> days = new HashMap<>(); // guarded by this

    RequestBook(DiagnosisPolicy policy) {
        this.policy = policy;
    }

    /** Rules on a request and enters it. */
    synchronized Ruling enter(DiagnosisRequest request, Instant now) {
        Instant at = Instant.ofEpochMilli(request.getAtMs());
        String service = InstanceKey.of(request).service();
        ServiceDay day = day(service, at);
        Ruling ruling = policy.rule(request, day, now);
        boolean counts = ruling.kind() == Ruling.Kind.GRANTED || ruling.kind() == Ruling.Kind.TOO_OLD;
        if (counts) {
            forgetBefore(ServiceDay.of(now));
            days.put(service, day.with(request.getRequestId(), Purse.of(request)));
        }
        return ruling;
    }

    /** Whether a request of now has a chance. */
    synchronized boolean hasRoom(String service, Purse purse, Instant now) {
        return day(service, now).spentBy(purse) < policy.allowed(purse);
    }

    private ServiceDay day(String service, Instant at) {
        ServiceDay fresh = ServiceDay.of(at);
        ServiceDay known = days.getOrDefault(service, fresh);
        return known.date().isBefore(fresh.date()) ? fresh : known;
    }

    private void forgetBefore(ServiceDay today) {
        days.values().removeIf(day -> day.date().isBefore(today.date()));
    }
}
