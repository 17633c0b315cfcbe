package io.heaptide.backtest;

import io.heaptide.core.Verdict;
import java.util.OptionalLong;

/** The course that one subject's verdicts took. */
final class Course {
    private Verdict last = Verdict.NOT_ENOUGH_DATA;
    private Verdict gravest = Verdict.NOT_ENOUGH_DATA;
    private long firstAlarmMillis;
    private int alarms;

    /** Takes one verdict; true if it is the one to remember, the latest among the gravest. */
    boolean takes(long atMillis, Verdict verdict) {
        if (verdict == Verdict.LEAKING && last != Verdict.LEAKING) {
            firstAlarmMillis = alarms == 0 ? atMillis : firstAlarmMillis;
            alarms++;
        }
        last = verdict;
        boolean remembers = !gravest.isConcern() || verdict.compareTo(gravest) >= 0;
        gravest = remembers ? verdict : gravest;
        return remembers;
    }

    Verdict last() {
        return last;
    }

    /** The concern that it came to; where there never was one, the last verdict. */
    Verdict gravest() {
        return gravest;
    }

    /** How often it began to be leaking. */
    int alarms() {
        return alarms;
    }

    OptionalLong firstAlarmMillis() {
        return alarms == 0 ? OptionalLong.empty() : OptionalLong.of(firstAlarmMillis);
    }
}
