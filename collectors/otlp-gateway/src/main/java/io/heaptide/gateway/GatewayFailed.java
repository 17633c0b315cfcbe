package io.heaptide.gateway;

/** The gateway cannot run; the message tells what to do. */
public final class GatewayFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GatewayFailed(String message) {
        super(message);
    }

    GatewayFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
