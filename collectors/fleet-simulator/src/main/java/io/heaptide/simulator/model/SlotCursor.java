package io.heaptide.simulator.model;

import java.time.Instant;

/** Follows one slot forward through its lives. */
final class SlotCursor {

    private final Lives lives;
    private final int index;
    private final long originEpochMillis;
    private LifeMeter meter;
    private boolean started;

    SlotCursor(Slot slot, long originEpochMillis) {
        this.lives = new Lives(slot);
        this.index = slot.index();
        this.originEpochMillis = originEpochMillis;
        this.meter = new LifeMeter(lives.first());
        skipTo(0);
    }

    /** Goes to an instant, in fleet time, without saying what happened before it. */
    void skipTo(long atMillis) {
        meter = new LifeMeter(lives.atOrAfter(atMillis));
        started = meter.life().span().startMillis() < atMillis;
    }

    /** Says what happened up to an instant, then reads every signal there if a process is alive. */
    void advanceTo(long atMillis, FleetListener listener) {
        while (nextChange() <= atMillis) {
            change(listener);
        }
        if (started) {
            read(atMillis, listener);
        }
    }

    private long nextChange() {
        Life.Span span = meter.life().span();
        return started ? span.endMillis() : span.startMillis();
    }

    private void change(FleetListener listener) {
        Life life = meter.life();
        if (started) {
            listener.event(ended(life));
            meter = new LifeMeter(lives.after(life));
            started = false;
            return;
        }
        started = true;
        if (index == 0 && rollsOut(life)) {
            listener.event(event(life, FleetEvent.Type.DEPLOY, "version " + life.version() + " rolled out"));
        }
        listener.event(event(life, FleetEvent.Type.START, startReason(life)));
    }

    private static boolean rollsOut(Life life) {
        return life.release() > 0 && life.restarts() == 0;
    }

    private static String startReason(Life life) {
        return life.restarts() > 0 ? "restart " + life.restarts() + " of its container" : "scheduled";
    }

    private FleetEvent ended(Life life) {
        long atMillis = life.span().endMillis();
        FleetEvent.Type type = life.end() == LifeEnd.OOM_KILLED ? FleetEvent.Type.OOM_KILL : FleetEvent.Type.STOP;
        String reason =
                switch (life.end()) {
                    case OOM_KILLED -> "OOMKilled";
                    case REPLACED -> "replaced by a new version";
                    case COMPLETED -> "Completed";
                    case NEVER -> throw new IllegalStateException(life + " ended");
                };
        return new FleetEvent(life, type, Instant.ofEpochMilli(originEpochMillis + atMillis), reason);
    }

    private FleetEvent event(Life life, FleetEvent.Type type, String reason) {
        long atMillis = life.span().startMillis();
        return new FleetEvent(life, type, Instant.ofEpochMilli(originEpochMillis + atMillis), reason);
    }

    private void read(long atMillis, FleetListener listener) {
        Life life = meter.life();
        meter.moveTo(atMillis);
        long atEpochMillis = originEpochMillis + atMillis;
        for (Signal signal : life.slot().service().kind().signals()) {
            listener.sample(life, signal, atEpochMillis, meter.usedBytes(signal));
        }
    }
}
