package io.heaptide.diagnosis;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The requests for one service on one day of UTC, in the order in which Kafka holds them: every agent counts them alike.
 *
 * @param date the day
 * @param spent how many were within the budget
 * @param seen their ids
 */
record ServiceDay(LocalDate date, Map<Purse, Integer> spent, Set<String> seen) {

    ServiceDay {
        spent = Map.copyOf(spent);
        seen = Set.copyOf(seen);
    }

    /** A day without a request. */
    static ServiceDay of(Instant at) {
        return new ServiceDay(at.atZone(ZoneOffset.UTC).toLocalDate(), Map.of(), Set.of());
    }

    int spentBy(Purse purse) {
        return spent.getOrDefault(purse, 0);
    }

    /** The same day with one request more. */
    ServiceDay with(String requestId, Purse purse) {
        Map<Purse, Integer> moreSpent = new EnumMap<>(Purse.class);
        moreSpent.putAll(spent);
        moreSpent.merge(purse, 1, Integer::sum);
        Set<String> moreSeen = new HashSet<>(seen);
        moreSeen.add(requestId);
        return new ServiceDay(date, moreSpent, moreSeen);
    }
}
