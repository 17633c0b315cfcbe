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

    /** Stretches so short that a heap may be collected once in them: the others show rises. */
    private static final int SHORT = 3;

    static final AgeCurve EMPTY = new AgeCurve(
            filled(new RiseSums[START.length], RiseSums.EMPTY), filled(new LevelSums[SHORT], LevelSums.EMPTY));

    private final RiseSums[] rises;
    private final LevelSums[] levels;

    private AgeCurve(RiseSums[] rises, LevelSums[] levels) {
        this.rises = rises;
        this.levels = levels;
    }

    private static <T> T[] filled(T[] array, T value) {
        Arrays.fill(array, value);
        return array;
    }

    static int size() {
        return START.length;
    }

    /** Panes of a stretch. */
    static int panes(int stretch) {
        return START[stretch];
    }

    /** Of the lives that show their rises. */
    RiseSums at(int stretch) {
        return rises[stretch];
    }

    /** What is known best: rises where enough lives show them, else levels. */
    Rises best(int stretch, int leastLives) {
        boolean known = rises[stretch].lives() >= leastLives || stretch >= SHORT || levels[stretch].lives() == 0;
        return known ? rises[stretch] : levels[stretch];
    }

    /** This curve of one life and the stretches that are over by now. */
    AgeCurve upTo(LifeFloor life) {
        AgeCurve next = this;
        for (int stretch = 0; stretch < START.length && START[stretch] + panes(stretch) <= life.age(); stretch++) {
            boolean isNew = rises[stretch].lives() == 0 && (stretch >= SHORT || levels[stretch].isEmpty());
            if (isNew) {
                next = next.with(stretch, life, life.sinceAge(START[stretch], panes(stretch)));
            }
        }
        return next;
    }

    private AgeCurve with(int stretch, LifeFloor life, float[] quarters) {
        RiseSums rise = life.rises(quarters);
        LevelSums level = rise.lives() == 0 && stretch < SHORT ? life.levels(quarters) : LevelSums.EMPTY;
        if (rise.lives() == 0 && level.isEmpty()) {
            return this;
        }
        AgeCurve next = new AgeCurve(rises.clone(), levels.clone());
        next.rises[stretch] = rise;
        if (stretch < SHORT) {
            next.levels[stretch] = level;
        }
        return next;
    }

    AgeCurve merge(AgeCurve other) {
        if (this == EMPTY || other == EMPTY) {
            return this == EMPTY ? other : this;
        }
        AgeCurve sum = new AgeCurve(rises.clone(), levels.clone());
        for (int stretch = 0; stretch < START.length; stretch++) {
            sum.rises[stretch] = rises[stretch].merge(other.rises[stretch]);
        }
        for (int stretch = 0; stretch < SHORT; stretch++) {
            sum.levels[stretch] = levels[stretch].merge(other.levels[stretch]);
        }
        return sum;
    }

    void writeTo(DataOutput out) throws IOException {
        int known = 0;
        for (int stretch = 0; stretch < START.length; stretch++) {
            known |= rises[stretch].lives() > 0 ? 1 << stretch : 0;
        }
        out.writeByte(known);
        for (RiseSums stretch : rises) {
            if (stretch.lives() > 0) {
                stretch.writeTo(out);
            }
        }
        boolean hasLevels = !Arrays.stream(levels).allMatch(LevelSums::isEmpty);
        out.writeBoolean(hasLevels);
        for (int stretch = 0; stretch < SHORT && hasLevels; stretch++) {
            levels[stretch].writeTo(out);
        }
    }

    static AgeCurve readFrom(DataInput in) throws IOException {
        AgeCurve read = new AgeCurve(EMPTY.rises.clone(), EMPTY.levels.clone());
        int known = in.readUnsignedByte();
        for (int stretch = 0; stretch < START.length; stretch++) {
            read.rises[stretch] = (known >> stretch & 1) == 1 ? RiseSums.readFrom(in) : RiseSums.EMPTY;
        }
        boolean hasLevels = in.readBoolean();
        for (int stretch = 0; stretch < SHORT && hasLevels; stretch++) {
            read.levels[stretch] = LevelSums.readFrom(in);
        }
        return read;
    }
}
