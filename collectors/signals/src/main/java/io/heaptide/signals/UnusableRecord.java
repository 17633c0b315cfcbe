package io.heaptide.signals;

/** A log record that cannot be used. Never leaves the package: it becomes a rejection. */
final class UnusableRecord extends Exception {

    private static final long serialVersionUID = 1L;

    private final DropReason reason;

    UnusableRecord(String message) {
        this(DropReason.MALFORMED_BODY, message);
    }

    UnusableRecord(DropReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    DropReason reason() {
        return reason;
    }
}
