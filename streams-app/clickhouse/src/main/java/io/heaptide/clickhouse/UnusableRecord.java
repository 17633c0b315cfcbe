package io.heaptide.clickhouse;

/** A record that decodes but cannot become rows. Always dead-lettered, never retried. */
final class UnusableRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DropReason reason;

    UnusableRecord(DropReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    DropReason reason() {
        return reason;
    }
}
