package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;

/** All series of one instance over its lives, in bounded bytes. Mutable, for one thread. */
public final class InstanceState {
    /** Version of the serialised form. */
    private static final int FORMAT = 3;

    /** An instance has a handful of signals and pools; more is a mistake in the data, and memory is bounded. */
    private static final int MAX_SERIES = 64;

    private static final SeriesState[] NOTHING = {};

    private final InstanceId id;
    private Roster roster;
    private SeriesState[] states = NOTHING;
    private Life life = Life.UNKNOWN;
    private long paneMillis;
    private long openPane = Long.MIN_VALUE;
    private long newestMillis;
    private long doubtedMillis;

    /** An instance for itself. */
    public InstanceState(InstanceId id) {
        this(id, new Rosters());
    }

    /** One of many, which share what is the same for all. */
    public InstanceState(InstanceId id, Rosters rosters) {
        this.id = id;
        this.roster = rosters.none();
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
        for (SeriesState series : states) {
            series.beginLife(sameVersion, Math.max(1, paneMillis));
        }
    }

    /** Whether a series is kept already. */
    public boolean knows(SeriesId series) {
        return roster.find(series) >= 0;
    }

    /** Index of a series for {@link #add(int, long, long, DetectorPolicy)}, -1 if there are too many; valid for this object. */
    public int slot(SeriesId series) {
        int known = roster.find(series);
        return known >= 0 ? known : newSlot(series);
    }

    private int newSlot(SeriesId series) {
        if (states.length == MAX_SERIES) {
            return -1;
        }
        roster = roster.with(series);
        append(new SeriesState(roster.roleAt(states.length)));
        return states.length - 1;
    }

    private void append(SeriesState state) {
        states = Arrays.copyOf(states, states.length + 1);
        states[states.length - 1] = state;
    }

    /** Takes one reading. */
    public AddResult add(SeriesId series, long atMillis, long bytes, DetectorPolicy policy) {
        return add(slot(series), atMillis, bytes, policy);
    }

    /** Takes one reading of a series resolved before: the hot path. */
    public AddResult add(int slot, long atMillis, long bytes, DetectorPolicy policy) {
        if (slot < 0 || bytes < 0 || atMillis <= 0 || !trusts(atMillis)) {
            return AddResult.REJECTED;
        }
        usePane(policy.paneMillis());
        SeriesState series = states[slot];
        long pane = Math.floorDiv(atMillis, paneMillis);
        if (!series.envelope().reaches(pane)) {
            return AddResult.LATE;
        }
        if (series.isRepeat(atMillis, bytes)) {
            return AddResult.DUPLICATE;
        }
        if (series.isRestart(atMillis, bytes)) {
            for (SeriesState each : states) {
                each.beginLife(true, paneMillis);
            }
        }
        if (series.isResize(atMillis, bytes)) {
            resize(slot);
        }
        series.take(atMillis, bytes, paneMillis);
        if (series.role() == SignalRole.LIVE_HEAP) {
            series.judgeFullness(atMillis, limitOf(slot).orElse(Double.POSITIVE_INFINITY), policy.fullShare());
        }
        newestMillis = Math.max(newestMillis, atMillis);
        return open(pane) ? AddResult.PANE_CLOSED : AddResult.ADDED;
    }

    private boolean trusts(long atMillis) {
        if (ClockGuard.follows(newestMillis, atMillis)) {
            return true;
        }
        boolean confirmed = ClockGuard.confirms(doubtedMillis, atMillis);
        doubtedMillis = confirmed ? 0 : atMillis;
        return confirmed;
    }

    /** Under another limit a process sizes its heaps and caches anew: what it binds begins another life. */
    private void resize(int limitSlot) {
        states[limitSlot].forget();
        for (int slot = 0; slot < states.length; slot++) {
            boolean binds = LimitScope.binds(roster.idAt(limitSlot), roster.idAt(slot));
            if (states[slot].role().isUsage() && binds) {
                states[slot].beginLife(true, paneMillis);
            }
        }
    }

    /** Another base pane is another scale: what was kept does not fit it. */
    private void usePane(long millis) {
        if (millis != paneMillis) {
            for (SeriesState series : states) {
                series.forget();
            }
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
                policy.paneMillis() == paneMillis && openPane == Math.floorDiv(newestMillis, paneMillis);
        return holdsReadings && open(pane);
    }

    /** Time of the newest reading, epoch milliseconds, 0 if there is none. */
    public long lastMillis() {
        return newestMillis;
    }

    /** How many series are kept. */
    public int size() {
        return states.length;
    }

    SeriesId idAt(int slot) {
        return roster.idAt(slot);
    }

    SeriesState stateAt(int slot) {
        return states[slot];
    }

    long paneMillis() {
        return paneMillis;
    }

    /** The tightest limit that binds a series. */
    OptionalDouble limitOf(int slot) {
        return tightest(roster.limitsOf(slot));
    }

    /** The tightest limit that the series' own runtime sets. */
    OptionalDouble runtimeLimitOf(int slot) {
        return tightest(roster.runtimeLimitsOf(slot));
    }

    private OptionalDouble tightest(int[] limits) {
        double tightest = LimitScope.UNLIMITED;
        for (int limit : limits) {
            long bytes = states[limit].lastBytes();
            tightest = bytes > 0 ? Math.min(tightest, (double) bytes) : tightest;
        }
        return tightest < LimitScope.UNLIMITED ? OptionalDouble.of(tightest) : OptionalDouble.empty();
    }

    /** Writes the versioned compact form, all but the id. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        Wire.write(out, life);
        Wire.writeNumber(out, newestMillis);
        Wire.writeNumber(out, doubtedMillis);
        Wire.writeNumber(out, paneMillis);
        Wire.writeNumber(out, openPane);
        out.writeByte(states.length);
        for (int slot = 0; slot < states.length; slot++) {
            Wire.write(out, roster.idAt(slot));
            states[slot].writeTo(out, newestMillis);
        }
    }

    /** Reads what {@link #writeTo} wrote of an instance. */
    public static InstanceState readFrom(InstanceId id, DataInput in) throws IOException {
        return readFrom(id, new Rosters(), in);
    }

    /** Reads what {@link #writeTo} wrote of one of many instances. */
    public static InstanceState readFrom(InstanceId id, Rosters rosters, DataInput in) throws IOException {
        Wire.requireFormat(in, FORMAT, "instance state");
        Life life = Wire.readLife(in);
        InstanceState state = new InstanceState(id, rosters);
        state.life = life;
        state.newestMillis = Wire.readNumber(in);
        state.doubtedMillis = Wire.readNumber(in);
        state.paneMillis = Wire.readNumber(in);
        state.openPane = Wire.readNumber(in);
        int size = in.readUnsignedByte();
        for (int slot = 0; slot < size; slot++) {
            state.roster = state.roster.with(Wire.readSeriesId(in));
            state.append(SeriesState.readFrom(in, state.roster.roleAt(slot), state.lastMillis()));
        }
        return state;
    }
}
