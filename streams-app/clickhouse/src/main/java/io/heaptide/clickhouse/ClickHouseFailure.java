package io.heaptide.clickhouse;

import com.clickhouse.client.api.ServerException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** ClickHouse did not do what it was asked: it is away, or it refused. Worth another try in either case. */
public final class ClickHouseFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_MESSAGE = 500;

    ClickHouseFailure(String asked, Throwable cause) {
        super(asked + ": " + reason(cause), cause);
    }

    /** The server's answer if it gave one, else the innermost reason why there was none. */
    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ServerException) {
            return firstLine(cause.getMessage());
        }
        Throwable innermost = cause;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName() + ": " + firstLine(innermost.getMessage());
    }

    private static String firstLine(@Nullable String message) {
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
