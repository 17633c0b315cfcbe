package io.heaptide.queries;

/** A query asked for wrongly: its message says what there is instead. */
public final class QueryUsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueryUsageException(String message) {
        super(message);
    }
}
