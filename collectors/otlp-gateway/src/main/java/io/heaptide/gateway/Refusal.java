package io.heaptide.gateway;

import com.google.rpc.Code;

/** Every way in which a request is refused, in the terms of both transports. */
enum Refusal {
    MALFORMED(400, Code.INVALID_ARGUMENT),
    /** nothing proves who sends */
    UNAUTHENTICATED(401, Code.UNAUTHENTICATED),
    WRONG_METHOD(405, Code.UNIMPLEMENTED),
    TOO_LARGE(413, Code.RESOURCE_EXHAUSTED),
    UNSUPPORTED_CONTENT(415, Code.INVALID_ARGUMENT),
    /** the only one that a sender may retry */
    UNAVAILABLE(503, Code.UNAVAILABLE),
    INTERNAL(500, Code.INTERNAL);

    private final int httpCode;
    private final Code rpc;

    Refusal(int httpCode, Code rpc) {
        this.httpCode = httpCode;
        this.rpc = rpc;
    }

    int httpCode() {
        return httpCode;
    }

    Code rpc() {
        return rpc;
    }
}
