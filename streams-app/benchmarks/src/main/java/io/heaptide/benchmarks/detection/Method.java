package io.heaptide.benchmarks.detection;

import java.util.function.Consumer;

/** A way to find leaks. */
public interface Method {
    /** As reports call it. */
    String label();

    /** Begins to judge one case. */
    Detector begin(Setting setting, Consumer<Opinion> opinions);
}
