package io.heaptide.simulator.otlp;

import java.net.URI;

/** Where OTLP/HTTP takes each signal. */
enum OtlpPath {
    METRICS("/v1/metrics"),
    LOGS("/v1/logs");

    private final String path;

    OtlpPath(String path) {
        this.path = path;
    }

    /** This path below an endpoint. */
    URI below(URI endpoint) {
        String base = endpoint.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
