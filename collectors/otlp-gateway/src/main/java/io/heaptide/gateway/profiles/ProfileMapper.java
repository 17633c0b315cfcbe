package io.heaptide.gateway.profiles;

import io.heaptide.signals.DropReason;
import io.heaptide.signals.LogMapper;
import io.heaptide.signals.MappedLogs;
import io.heaptide.signals.Rejections;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OTLP profiles → allocation summaries, as opentelemetry-proto 1.11.0 lays them out.
 *
 * <p>A profile has one sample type, so a heap is several profiles: those of one resource and time become one summary. It
 * takes the same way as the summary event of an agent, with the same bounds. Profiles of anything but memory are ignored;
 * the signal is in development, so a profile of another layout points nowhere: it is rejected and counted. Safe to share
 * between threads.
 */
public final class ProfileMapper {

    private final LogMapper events;

    /** @param events takes the summary events that the profiles become */
    public ProfileMapper(LogMapper events) {
        this.events = events;
    }

    /** Maps one request. */
    public MappedProfiles map(ExportProfilesServiceRequest request) {
        Mapping mapping = new Mapping(new Dictionary(request.getDictionary()));
        request.getResourceProfilesList().forEach(mapping::add);
        return mapping.result();
    }

    private final class Mapping {

        private final Dictionary dictionary;
        private final TextBudget budget = new TextBudget();
        private final List<MappedLogs> mapped = new ArrayList<>();
        private final Map<DropReason, Long> rejections = new EnumMap<>(DropReason.class);
        private long accepted;
        private long ignored;

        Mapping(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        MappedProfiles result() {
            return new MappedProfiles(
                    mapped.stream().flatMap(one -> one.summaries().stream()).toList(),
                    accepted,
                    ignored,
                    new Rejections(rejections));
        }

        void add(ResourceProfiles resource) {
            Map<Snapshot.Window, Snapshot> snapshots = new LinkedHashMap<>();
            for (ScopeProfiles scope : resource.getScopeProfilesList()) {
                for (Profile profile : scope.getProfilesList()) {
                    add(profile, snapshots);
                }
            }
            snapshots.forEach((window, snapshot) -> finish(resource.getResource(), window, snapshot));
        }

        private void add(Profile profile, Map<Snapshot.Window, Snapshot> snapshots) {
            try {
                Optional<SampleKind> kind = SampleKind.of(
                        dictionary.text(profile.getSampleType().getTypeStrindex()),
                        dictionary.text(profile.getSampleType().getUnitStrindex()));
                if (kind.isEmpty()) {
                    ignored++;
                } else {
                    snapshots
                            .computeIfAbsent(Snapshot.Window.of(profile), unseen -> new Snapshot(dictionary))
                            .add(kind.get(), profile);
                }
            } catch (MalformedProfile malformed) {
                reject(DropReason.MALFORMED_PROFILE, 1);
            }
        }

        private void finish(Resource resource, Snapshot.Window window, Snapshot snapshot) {
            if (snapshot.profiles() == 0) {
                return; // all of them were malformed, and are counted
            }
            if (window.startMillis() == 0) {
                reject(DropReason.NO_TIMESTAMP, snapshot.profiles());
            } else if (budget.isSpent()) {
                reject(DropReason.TOO_MUCH_TEXT, snapshot.profiles());
            } else {
                publish(resource, window, snapshot);
            }
        }

        private void publish(Resource resource, Snapshot.Window window, Snapshot snapshot) {
            try {
                MappedLogs one = events.map(List.of(logs(resource, snapshot.event(window, budget))));
                one.rejections().byReason().keySet().forEach(reason -> reject(reason, snapshot.profiles()));
                accepted += one.rejections().total() == 0 ? snapshot.profiles() : 0;
                mapped.add(one);
            } catch (MalformedProfile malformed) {
                reject(DropReason.MALFORMED_PROFILE, snapshot.profiles());
            }
        }

        private void reject(DropReason reason, long profiles) {
            if (profiles > 0) {
                rejections.merge(reason, profiles, Long::sum);
            }
        }

        private static ResourceLogs logs(Resource resource, LogRecord event) {
            return ResourceLogs.newBuilder()
                    .setResource(resource)
                    .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(event))
                    .build();
        }
    }
}
