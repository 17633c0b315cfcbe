package io.heaptide.simulator.model;

import java.util.Locale;

/**
 * One life of one instance: a process from its start to its end.
 *
 * @param slot the place it fills
 * @param instanceId {@code service.instance.id}; a restart in place keeps it, a new pod has a new one
 * @param release index of the version it runs
 * @param restarts how often the instance was restarted in place before this life
 * @param span when it starts and ends, in fleet time
 * @param end how it ends
 */
public record Life(Slot slot, String instanceId, int release, int restarts, Span span, LifeEnd end) {

    private static final long CONTAINER_STREAM = 2;
    private static final long PID_STREAM = 6;
    private static final int MAX_PID = 4_194_304;

    /** Checks every part. */
    public Life {
        Require.named("life.instanceId", instanceId);
        Require.within(
                "life.release", release, 0, slot.service().plan().releases().size() - 1.0);
        Require.notNegative("life.restarts", restarts);
    }

    /**
     * A half-open span of fleet time.
     *
     * @param startMillis first millisecond, may be before the fleet's origin
     * @param endMillis first millisecond after it, {@link Long#MAX_VALUE} if it has no end
     */
    public record Span(long startMillis, long endMillis) {

        /** Checks that the span is not empty. */
        public Span {
            if (startMillis >= endMillis) {
                throw new IllegalArgumentException("span must not be empty, got " + startMillis + " to " + endMillis);
            }
        }

        boolean contains(long atMillis) {
            return atMillis >= startMillis && atMillis < endMillis;
        }
    }

    /** {@code service.version} of this life. */
    public String version() {
        return slot.service().plan().releases().get(release).version();
    }

    /** {@code container.id}: new for each life. */
    public String containerId() {
        StringBuilder id = new StringBuilder(64);
        for (int i = 0; i < 4; i++) {
            id.append(String.format(Locale.ROOT, "%016x", Seeds.derive(seed(), CONTAINER_STREAM + i)));
        }
        return id.toString();
    }

    /** {@code process.pid}: 1 in a container, any other on a host. */
    public long pid() {
        boolean onHost = slot.service().kind() == RuntimeKind.PROCESS;
        return onHost ? 2 + (long) (Seeds.unit(seed(), PID_STREAM) * (MAX_PID - 2)) : 1;
    }

    /** The seed of everything random in this life. */
    long seed() {
        return Seeds.derive(slot.seed(), span.startMillis());
    }
}
