package io.heaptide.core;

/** Which limit binds which usage. */
final class LimitScope {
    /** Above 2^60 bytes a limit is a platform's way to write "none". */
    static final double UNLIMITED = 0x1p60;

    private LimitScope() {}

    /** Runtime limits bind their own runtime's heap, or the pool they name; those of containers, processes and hosts bind all. */
    static boolean binds(SeriesId limit, SeriesId usage) {
        String runtime = runtime(limit.signal());
        if (runtime.isEmpty()) {
            return true;
        }
        boolean ofHeap = limit.pool().isEmpty() && SignalRole.of(usage).isHeap();
        return runtime.equals(runtime(usage.signal()))
                && (ofHeap || limit.pool().equals(usage.pool()));
    }

    static boolean isOfRuntime(SeriesId limit) {
        return !runtime(limit.signal()).isEmpty();
    }

    private static String runtime(String signal) {
        int dot = signal.indexOf('.');
        String first = dot < 0 ? signal : signal.substring(0, dot);
        return switch (first) {
            case "jvm", "go", "dotnet", "v8js" -> first;
            default -> "";
        };
    }
}
