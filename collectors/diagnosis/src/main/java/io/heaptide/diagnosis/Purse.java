package io.heaptide.diagnosis;

import io.heaptide.schemas.DiagnosisRequest;
import io.heaptide.schemas.DiagnosisTrigger;

/** Who spends a service's captures of a day; none takes another's. */
enum Purse {
    /** memory that nears a bound, incidents that near their end */
    MACHINES,
    /** who asks by hand */
    PEOPLE,
    /** the daily snapshot */
    SCHEDULE;

    static Purse of(DiagnosisRequest request) {
        return of(request.getTrigger());
    }

    static Purse of(DiagnosisTrigger trigger) {
        return switch (trigger) {
            case ON_DEMAND -> PEOPLE;
            case SCHEDULED -> SCHEDULE;
            case PRESSURE, TIME_TO_LIMIT, UNKNOWN -> MACHINES;
        };
    }
}
