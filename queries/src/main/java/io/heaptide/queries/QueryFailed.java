package io.heaptide.queries;

/** ClickHouse is away, or refused the query; the message is fit to show. */
public final class QueryFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueryFailed(String message, Throwable cause) {
        super(message, cause);
    }

    QueryFailed(String message) {
        super(message);
    }
}
