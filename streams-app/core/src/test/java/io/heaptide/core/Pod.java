package io.heaptide.core;

import java.time.Duration;

/** One instance played through its lives, with its evidence kept from pane to pane as adapters keep it. */
final class Pod {
    static final ServiceId SERVICE = new ServiceId("shop", "cart");

    private static final long MINUTE = 60_000;

    private final DetectorPolicy policy = DetectorPolicy.defaults();
    private final InstanceDetector detector = new InstanceDetector(policy);
    private final InstanceState state;
    private ServiceEvidence evidence = ServiceEvidence.EMPTY;
    private SeriesId series = Run.RSS;
    private double scale = 1;
    private long shiftMillis;

    private Pod(String instance, String version) {
        state = new InstanceState(new InstanceId(SERVICE, instance));
        state.begin(new Life(version, "", 0));
    }

    static Pod of(String instance, String version) {
        return new Pod(instance, version);
    }

    /** All bytes times so much. */
    Pod scaled(double factor) {
        scale = factor;
        return this;
    }

    Pod later(Duration shift) {
        shiftMillis = shift.toMillis();
        return this;
    }

    Pod measuredBy(SeriesId signal) {
        series = signal;
        return this;
    }

    /** Goes on under another version. */
    Pod deploy(String version) {
        state.begin(new Life(version, "", 0));
        return this;
    }

    /** Lives from one minute to another, with a limit of a gibibyte. */
    Pod play(int fromMinute, int toMinute, MemorySeries memory) {
        long birth = fromMinute * MINUTE + shiftMillis;
        state.add(Run.LIMIT, MemorySeries.START + birth, (long) (scale * MemorySeries.mib(1024)), policy);
        for (MemorySeries.Reading reading : memory.readings(Duration.ofMinutes(toMinute - fromMinute))) {
            long atMillis = reading.atMillis() + birth;
            if (state.add(series, atMillis, Math.round(scale * reading.bytes()), policy) == AddResult.PANE_CLOSED) {
                evidence = ServiceEvidence.of(detector.assess(state, atMillis), state, evidence, policy);
            }
        }
        return this;
    }

    ServiceEvidence evidence() {
        return evidence;
    }

    /** What counts of it at some minute. */
    ServiceEvidence at(int minute) {
        return evidence.standing(state, MemorySeries.START + minute * MINUTE + shiftMillis, policy);
    }
}
