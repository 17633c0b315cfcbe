package io.heaptide.local;

import java.util.OptionalLong;

/** Hears how far the fetch of an engine has come, a few times a second, so that someone may be shown a bar. */
@FunctionalInterface
public interface FetchListener {
    /** What is being done. */
    enum Step {
        DOWNLOAD,
        UNPACK
    }

    /**
     * Called from the fetching thread; the last call of a step has {@code doneBytes} equal to the total.
     *
     * @param totalBytes empty while nobody knows
     */
    void progress(Step step, long doneBytes, OptionalLong totalBytes);

    /** Listens to nothing. */
    static FetchListener silent() {
        return (step, doneBytes, totalBytes) -> {};
    }
}
