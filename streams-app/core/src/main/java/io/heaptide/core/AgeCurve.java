package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How memory grows with the age of a process: rises over stretches of age that double, so that lives of minutes and of
 * hours share them. Of one life a stretch is kept as it was measured when it was over; of many, lives add up. Immutable.
 */
final class AgeCurve {
    /** Ages in panes at which stretches begin; each is as long as all that came before it. */
    private static final int[] START = {8, 16, 32, 64, 128, 256, 512, 1024};

    static final AgeCurve EMPTY = new AgeCurve(filled());

    private final RiseSums[] stretches;

    private AgeCurve(RiseSums[] stretches) {
        this.stretches = stretches;
    }

    private static RiseSums[] filled() {
        RiseSums[] none = new RiseSums[START.length];
        Arrays.fill(none, RiseSums.EMPTY);
        return none;
    }

    static int size() {
        return START.length;
    }

    /** Panes of a stretch. */
    static int panes(int stretch) {
        return START[stretch];
    }

    RiseSums at(int stretch) {
        return stretches[stretch];
    }

    /** This curve of one life and the stretches that are over by now. */
    AgeCurve upTo(LifeFloor life) {
        RiseSums[] next = null;
        for (int stretch = 0; stretch < START.length && START[stretch] + panes(stretch) <= life.age(); stretch++) {
            if (stretches[stretch].lives() == 0) {
                RiseSums rises = life.sinceAge(START[stretch], panes(stretch));
                if (rises.lives() > 0) {
                    next = next == null ? stretches.clone() : next;
                    next[stretch] = rises;
                }
            }
        }
        return next == null ? this : new AgeCurve(next);
    }

    AgeCurve merge(AgeCurve other) {
        if (this == EMPTY || other == EMPTY) {
            return this == EMPTY ? other : this;
        }
        RiseSums[] sum = new RiseSums[START.length];
        for (int stretch = 0; stretch < START.length; stretch++) {
            sum[stretch] = stretches[stretch].merge(other.stretches[stretch]);
        }
        return new AgeCurve(sum);
    }

    void writeTo(DataOutput out) throws IOException {
        for (RiseSums stretch : stretches) {
            stretch.writeTo(out);
        }
    }

    static AgeCurve readFrom(DataInput in) throws IOException {
        RiseSums[] stretches = new RiseSums[START.length];
        for (int stretch = 0; stretch < START.length; stretch++) {
            stretches[stretch] = RiseSums.readFrom(in);
        }
        return new AgeCurve(stretches);
    }
}
