package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** All series of one instance over its lives, in bounded bytes. Mutable, for one thread. */
public final class InstanceState {
    /** Version of the serialised form. */
    private static final int FORMAT = 2;

    /** An instance has a handful of signals and pools; more is a mistake in the data, and memory is bounded. */
    private static final int MAX_SERIES = 64;

    private final InstanceId id;
    private final Map<SeriesId, Integer> slots = new HashMap<>();
    private final List<SeriesId> ids = new ArrayList<>();
    private final List<SeriesState> states = new ArrayList<>();
    private final ClockGuard clock;
    private Life life = Life.UNKNOWN;
    private long paneMillis;
    private long openPane = Long.MIN_VALUE;

    public InstanceState(InstanceId id) {
        this(id, new ClockGuard());
    }

    private InstanceState(InstanceId id, ClockGuard clock) {
        this.id = id;
        this.clock = clock;
    }

    public InstanceId id() {
        return id;
    }

    /** The current life, {@link Life#UNKNOWN} until one began. */
    public Life life() {
        return life;
    }

    /** Begins another life: no-op if unchanged; else splits lives, and evidence carries over. */
    public void begin(Life next) {
        if (next.equals(life)) {
            return;
        }
        if (life.isContinuedBy(next)) {
            life = life.filledFrom(next);
            return;
        }
        boolean sameVersion = life.version().equals(next.version());
        life = next;
        states.forEach(series -> series.beginLife(sameVersion, Math.max(1, paneMillis)));
    }

    /** Whether a series is kept already. */
    public boolean knows(SeriesId series) {
        return slots.containsKey(series);
    }

    /** Index of a series for {@link #add(int, long, long, DetectorPolicy)}, -1 if there are too many; valid for this object. */
    public int slot(SeriesId series) {
        Integer known = slots.get(series);
        return known != null ? known : newSlot(series);
    }

    private int newSlot(SeriesId series) {
        if (states.size() == MAX_SERIES) {
            return -1;
        }
        append(series, new SeriesState(SignalRole.of(series)));
        return states.size() - 1;
    }

    private void append(SeriesId series, SeriesState state) {
        slots.put(series, states.size());
        ids.add(series);
        states.add(state);
    }

    /** Takes one reading. */
    public AddResult add(SeriesId series, long atMillis, long bytes, DetectorPolicy policy) {
        return add(slot(series), atMillis, bytes, policy);
    }

    /** Takes one reading of a series resolved before: the hot path. */
    public AddResult add(int slot, long atMillis, long bytes, DetectorPolicy policy) {
        if (slot < 0 || bytes < 0 || atMillis <= 0 || !clock.trusts(atMillis)) {
            return AddResult.REJECTED;
        }
        usePane(policy.paneMillis());
        SeriesState series = states.get(slot);
        long pane = Math.floorDiv(atMillis, paneMillis);
        if (!series.envelope().reaches(pane)) {
            return AddResult.LATE;
        }
        if (series.isRepeat(atMillis, bytes)) {
            return AddResult.DUPLICATE;
        }
        if (series.isRestart(atMillis, bytes)) {
            states.forEach(each -> each.beginLife(true, paneMillis));
        }
        if (series.isResize(atMillis, bytes)) {
            resize(slot);
        }
        series.take(atMillis, bytes, paneMillis);
        if (series.role() == SignalRole.LIVE_HEAP) {
            series.judgeFullness(atMillis, limitOf(slot).orElse(Double.POSITIVE_INFINITY), policy.fullShare());
        }
        clock.saw(atMillis);
        return open(pane) ? AddResult.PANE_CLOSED : AddResult.ADDED;
    }

    /** Under another limit a process sizes its heaps and caches anew: what it binds begins another life. */
    private void resize(int limitSlot) {
        states.get(limitSlot).forget();
        for (int slot = 0; slot < states.size(); slot++) {
            if (states.get(slot).role().isUsage() && LimitScope.binds(ids.get(limitSlot), ids.get(slot))) {
                states.get(slot).beginLife(true, paneMillis);
            }
        }
    }

    /** Another base pane is another scale: what was kept does not fit it. */
    private void usePane(long millis) {
        if (millis != paneMillis) {
            states.forEach(SeriesState::forget);
            paneMillis = millis;
            openPane = Long.MIN_VALUE;
        }
    }

    private boolean open(long pane) {
        if (pane <= openPane) {
            return false;
        }
        boolean closes = openPane != Long.MIN_VALUE;
        openPane = pane;
        return closes;
    }

    /** Closes panes that no reading has closed though time went by; true if one closed. */
    public boolean closeQuietPanes(long nowMillis, DetectorPolicy policy) {
        long pane = Math.floorDiv(nowMillis, policy.paneMillis());
        boolean holdsReadings =
                policy.paneMillis() == paneMillis && openPane == Math.floorDiv(clock.newestMillis(), paneMillis);
        return holdsReadings && open(pane);
    }

    /** Time of the newest reading, epoch milliseconds, 0 if there is none. */
    public long lastMillis() {
        return clock.newestMillis();
    }

    int size() {
        return states.size();
    }

    SeriesId idAt(int slot) {
        return ids.get(slot);
    }

    SeriesState stateAt(int slot) {
        return states.get(slot);
    }

    long paneMillis() {
        return paneMillis;
    }

    /** The tightest limit that binds a series. */
    OptionalDouble limitOf(int slot) {
        return tightest(slot, false);
    }

    /** The tightest limit that the series' own runtime sets. */
    OptionalDouble runtimeLimitOf(int slot) {
        return tightest(slot, true);
    }

    private OptionalDouble tightest(int slot, boolean ofRuntime) {
        double tightest = LimitScope.UNLIMITED;
        for (int other = 0; other < states.size(); other++) {
            SeriesState state = states.get(other);
            if (state.role() == SignalRole.LIMIT
                    && state.lastBytes() > 0
                    && LimitScope.binds(ids.get(other), ids.get(slot))
                    && (!ofRuntime || LimitScope.isOfRuntime(ids.get(other)))) {
                tightest = Math.min(tightest, (double) state.lastBytes());
            }
        }
        return tightest < LimitScope.UNLIMITED ? OptionalDouble.of(tightest) : OptionalDouble.empty();
    }

    /** Writes the versioned compact form. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        Wire.write(out, id);
        Wire.write(out, life);
        clock.writeTo(out);
        out.writeLong(paneMillis);
        out.writeLong(openPane);
        out.writeByte(states.size());
        for (int slot = 0; slot < states.size(); slot++) {
            Wire.write(out, ids.get(slot));
            states.get(slot).writeTo(out);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static InstanceState readFrom(DataInput in) throws IOException {
        Wire.requireFormat(in, FORMAT, "instance state");
        InstanceId id = Wire.readInstanceId(in);
        Life life = Wire.readLife(in);
        InstanceState state = new InstanceState(id, ClockGuard.readFrom(in));
        state.life = life;
        state.paneMillis = in.readLong();
        state.openPane = in.readLong();
        int size = in.readUnsignedByte();
        for (int slot = 0; slot < size; slot++) {
            SeriesId series = Wire.readSeriesId(in);
            state.append(series, SeriesState.readFrom(in, SignalRole.of(series)));
        }
        return state;
    }
}
