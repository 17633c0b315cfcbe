package io.heaptide.gateway.profiles;

import io.heaptide.signals.AllocationSiteFingerprint;
import io.heaptide.signals.LogMapper;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.Sample;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The profiles of one resource and time, summed by stack. */
final class Snapshot {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Dictionary dictionary;
    private final Map<Integer, EnumMap<SampleKind, Double>> byStack = new HashMap<>();
    private int profiles;

    /** What profiles of one snapshot have in common. */
    record Window(long startMillis, long endMillis) {

        static Window of(Profile profile) {
            long start = Long.divideUnsigned(profile.getTimeUnixNano(), NANOS_PER_MILLI);
            return new Window(start, start + Long.divideUnsigned(profile.getDurationNano(), NANOS_PER_MILLI));
        }
    }

    Snapshot(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** Adds a profile's samples, all or none of them. */
    void add(SampleKind kind, Profile profile) throws MalformedProfile {
        for (Sample sample : profile.getSamplesList()) {
            dictionary.requireStack(sample.getStackIndex());
        }
        profiles++;
        for (Sample sample : profile.getSamplesList()) {
            byStack.computeIfAbsent(sample.getStackIndex(), unseen -> new EnumMap<>(SampleKind.class))
                    .merge(kind, amount(sample), Double::sum);
        }
    }

    /** How many profiles are in it. */
    int profiles() {
        return profiles;
    }

    /** The same as the event that agents send, the largest sites first, as far as the text allows. */
    LogRecord event(Window window, TextBudget budget) throws MalformedProfile {
        ArrayValue.Builder sites = ArrayValue.newBuilder();
        boolean incomplete = false;
        for (Map.Entry<Integer, EnumMap<SampleKind, Double>> stack : largestFirst()) {
            StackFrames frames = StackFrames.of(dictionary.frames(stack.getKey(), TextBudget.LONGEST_FRAME));
            incomplete |= !budget.take(frames.chars());
            if (incomplete) {
                break;
            }
            sites.addValues(site(frames, stack.getValue()));
        }
        KeyValueList.Builder body = KeyValueList.newBuilder()
                .addValues(entry("source", AnyValue.newBuilder().setStringValue("otlp-profiles")))
                .addValues(entry("window_start_ms", AnyValue.newBuilder().setIntValue(window.startMillis())))
                .addValues(entry("window_end_ms", AnyValue.newBuilder().setIntValue(window.endMillis())))
                .addValues(entry("incomplete", AnyValue.newBuilder().setBoolValue(incomplete)))
                .addValues(entry("sites", AnyValue.newBuilder().setArrayValue(sites)));
        return LogRecord.newBuilder()
                .setEventName(LogMapper.ALLOCATION_SUMMARY)
                .setBody(AnyValue.newBuilder().setKvlistValue(body))
                .build();
    }

    private List<Map.Entry<Integer, EnumMap<SampleKind, Double>>> largestFirst() {
        return byStack.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<Integer, EnumMap<SampleKind, Double>> stack) -> -weight(stack.getValue())))
                .toList();
    }

    /** Live bytes matter most; where a profiler tells none, allocated ones do. */
    private static double weight(Map<SampleKind, Double> amounts) {
        return amounts.getOrDefault(SampleKind.LIVE_BYTES, 0.0) * 1e6
                + amounts.getOrDefault(SampleKind.ALLOCATED_BYTES, 0.0);
    }

    /** Values may be one in all, or one for each of the times at which it was sampled. */
    private static double amount(Sample sample) {
        double sum = 0;
        for (int i = 0; i < sample.getValuesCount(); i++) {
            sum += Math.max(0, sample.getValues(i));
        }
        return sample.getValuesCount() == 0 ? sample.getTimestampsUnixNanoCount() : sum;
    }

    private static AnyValue site(StackFrames stack, Map<SampleKind, Double> amounts) {
        ArrayValue.Builder frames = ArrayValue.newBuilder();
        stack.frames().forEach(frame -> frames.addValues(AnyValue.newBuilder().setStringValue(frame)));
        String blamed = stack.frames().get(AllocationSiteFingerprint.blamed(stack.frames()));
        KeyValueList.Builder site = KeyValueList.newBuilder()
                .addValues(entry("site", AnyValue.newBuilder().setStringValue(blamed)))
                .addValues(entry("frames", AnyValue.newBuilder().setArrayValue(frames)))
                .addValues(entry("type", AnyValue.newBuilder().setStringValue(stack.type())));
        amounts.forEach((kind, amount) ->
                site.addValues(entry(kind.field(), AnyValue.newBuilder().setDoubleValue(amount))));
        return AnyValue.newBuilder().setKvlistValue(site).build();
    }

    private static KeyValue entry(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }
}
