package io.heaptide.importers.unmanaged;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.Frame;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A profile as its messages arrive; names may come after all that refers to them. */
final class PprofProfile {

    private static final int SAMPLE_TYPE = 1;
    private static final int SAMPLE = 2;
    private static final int STRING = 6;
    private static final int TIME_NANOS = 9;
    private static final int DURATION_NANOS = 10;
    private static final int PERIOD_TYPE = 11;
    private static final int PERIOD = 12;

    private static final int SAMPLE_LOCATION = 1;
    private static final int SAMPLE_VALUE = 2;

    private record Sample(List<Long> locations, List<Long> values) {}

    private final ImportPolicy policy;
    private final List<String> strings = new ArrayList<>();
    private final List<PprofMessage> sampleTypes = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final PprofLocations locations = new PprofLocations();
    private Optional<PprofMessage> periodType = Optional.empty();
    private long period;
    private long timeNanos;
    private long durationNanos;

    PprofProfile(ImportPolicy policy) {
        this.policy = policy;
    }

    void number(int field, long value) {
        switch (field) {
            case TIME_NANOS -> timeNanos = value;
            case DURATION_NANOS -> durationNanos = value;
            case PERIOD -> period = value;
            default -> {} // nothing that a heap profile needs
        }
    }

    void message(int field, byte[] bytes) throws IOException {
        try {
            switch (field) {
                case SAMPLE_TYPE -> sampleTypes.add(PprofMessage.read(bytes, List.of()));
                case SAMPLE -> samples.add(sample(PprofMessage.read(bytes, List.of(SAMPLE_LOCATION, SAMPLE_VALUE))));
                case STRING -> strings.add(text(bytes));
                case PERIOD_TYPE -> periodType = Optional.of(PprofMessage.read(bytes, List.of()));
                default -> locations.message(field, bytes);
            }
        } catch (InvalidProtocolBufferException damaged) {
            throw new BadProfile("a damaged message in field " + field + ": " + damaged.getMessage(), damaged);
        }
    }

    Optional<Instant> takenAt() {
        boolean known = timeNanos > 0 && durationNanos >= 0 && timeNanos <= Long.MAX_VALUE - durationNanos;
        return known ? Optional.of(Instant.ofEpochSecond(0, timeNanos + durationNanos)) : Optional.empty();
    }

    Map<String, String> buildIds() {
        return locations.buildIds(strings);
    }

    void addTo(SiteTable sites) throws BadProfile {
        PprofValues values = PprofValues.of(sampleTypes, strings);
        ByteSampling sampling = new ByteSampling(isBytes(periodType) ? period : 1);
        for (Sample sample : samples) {
            Amount live = values.live(sample.values());
            Amount allocated = values.allocated(sample.values());
            if (!live.isNone() || !allocated.isNone()) {
                double error = sampling.standardErrorOfEstimate(live);
                sites.add(new Site(frames(sample), "", allocated, live, error));
            }
        }
    }

    private boolean isBytes(Optional<PprofMessage> type) {
        return type.map(message -> PprofValues.unit(message, strings))
                .filter("bytes"::equals)
                .isPresent();
    }

    private Sample sample(PprofMessage message) {
        List<Long> stack = message.numbers(SAMPLE_LOCATION);
        return new Sample(
                List.copyOf(stack.subList(0, Math.min(policy.maxFrames(), stack.size()))),
                message.numbers(SAMPLE_VALUE));
    }

    private List<Frame> frames(Sample sample) {
        List<Frame> frames = new ArrayList<>();
        sample.locations().forEach(location -> frames.addAll(locations.frames(location, strings)));
        return frames.isEmpty() ? List.of(Frame.UNKNOWN) : frames;
    }

    private String text(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, policy.maxTextChars()), UTF_8);
    }
}
