package io.heaptide.simulator.model;

import static io.heaptide.simulator.model.Bytes.mib;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What services of one runtime have in common: their churn, and which sizes their limits come in. */
final class RuntimeTraits {

    private static final List<RuntimeKind> KINDS = List.of(
            RuntimeKind.JVM,
            RuntimeKind.JVM,
            RuntimeKind.GO,
            RuntimeKind.CONTAINER,
            RuntimeKind.CONTAINER,
            RuntimeKind.PROCESS);
    private static final List<RuntimeKind> LIMITED = KINDS.subList(0, 5);
    private static final Map<RuntimeKind, List<Integer>> LIMITS_MIB = Map.of(
            RuntimeKind.JVM, List.of(512, 1024, 2048, 4096),
            RuntimeKind.GO, List.of(256, 512, 1024),
            RuntimeKind.CONTAINER, List.of(256, 384, 512, 1024, 2048),
            RuntimeKind.PROCESS, List.of(512, 1024, 2048));

    private RuntimeTraits() {}

    static RuntimeKind any(Draw draw) {
        return draw.oneOf(KINDS);
    }

    /** A kind whose processes can be killed at a limit. */
    static RuntimeKind limited(Draw draw) {
        return draw.oneOf(LIMITED);
    }

    /** A limit; for a process it is only the size its parts are drawn for. */
    static double limitBytes(RuntimeKind kind, Draw draw) {
        return mib(draw.oneOf(LIMITS_MIB.getOrDefault(kind, List.of())));
    }

    static Churn churn(RuntimeKind kind, double limitBytes, Draw draw) {
        return switch (kind) {
            case JVM ->
                Churn.garbage(
                        draw.between(Duration.ofSeconds(90), Duration.ofMinutes(15)),
                        limitBytes * draw.between(0.05, 0.12));
            case GO ->
                Churn.garbageShare(draw.between(Duration.ofSeconds(10), Duration.ofMinutes(2)), draw.between(0.1, 0.3));
            case CONTAINER ->
                Churn.pageCache(
                        draw.between(Duration.ofMinutes(5), Duration.ofMinutes(40)),
                        limitBytes * draw.between(0.01, 0.03),
                        0.3);
            case PROCESS ->
                Churn.pageCache(
                        draw.between(Duration.ofMinutes(2), Duration.ofMinutes(10)),
                        limitBytes * draw.between(0.005, 0.02),
                        0.3);
        };
    }
}
