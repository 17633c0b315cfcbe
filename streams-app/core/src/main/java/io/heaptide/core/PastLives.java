package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a series' former lives say about the next one: a leaker that is killed every hour grows again in every life.
 *
 * @param lives lives that ended
 * @param grownInARow how many of the newest lives in a row grew until their end without flattening
 * @param lastPanes length of the newest of them in panes
 */
record PastLives(int lives, int grownInARow, long lastPanes) {
    static final PastLives NONE = new PastLives(0, 0, 0);

    PastLives and(boolean grew, long panes) {
        return new PastLives(lives + 1, grew ? grownInARow + 1 : 0, panes);
    }

    void writeTo(DataOutput out) throws IOException {
        Wire.writeNumber(out, lives);
        Wire.writeNumber(out, grownInARow);
        Wire.writeNumber(out, lastPanes);
    }

    static PastLives readFrom(DataInput in) throws IOException {
        return new PastLives(Wire.readCount(in), Wire.readCount(in), Wire.readNumber(in));
    }
}
