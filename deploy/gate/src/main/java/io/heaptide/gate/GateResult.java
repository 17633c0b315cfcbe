package io.heaptide.gate;

import java.util.List;

/**
 * What a gate says.
 *
 * @param subject what was judged: a profile, a version of a service
 * @param cases the gravest first; never empty, since a gate that judged nothing must say so
 */
public record GateResult(String subject, List<GateCase> cases) {

    public GateResult {
        cases = List.copyOf(cases);
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("a result needs a case, got none of " + subject);
        }
    }

    /** Whether the build may go on. */
    public boolean passed() {
        return cases.stream().noneMatch(GateCase::isInTheWay);
    }

    /** How many cases were judged so. */
    public int count(GateCase.Status status) {
        return (int) cases.stream().filter(one -> one.status() == status).count();
    }
}
