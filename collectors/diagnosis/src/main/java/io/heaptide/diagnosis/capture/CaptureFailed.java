package io.heaptide.diagnosis.capture;

/** A process could not be looked into: why, for people. */
public final class CaptureFailed extends Exception {

    private static final long serialVersionUID = 1L;

    public CaptureFailed(String why) {
        super(why);
    }

    public CaptureFailed(String why, Throwable cause) {
        super(why, cause);
    }
}
