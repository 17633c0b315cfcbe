package io.heaptide.gateway.access;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What TLS needs, as PEM files.
 *
 * @param certificate our certificate with its chain
 * @param key its private key, PKCS #8
 * @param clientCa the authorities that senders' certificates come from; absent if none is asked of them
 * @param pause how long a change of a file may go unnoticed
 */
public record TlsFiles(Path certificate, Path key, Optional<Path> clientCa, Duration pause) {

    /** Short-lived certificates are renewed hours before they end. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    public TlsFiles {
        readable("HEAPTIDE_OTLP_TLS_CERTIFICATE", certificate);
        readable("HEAPTIDE_OTLP_TLS_KEY", key);
        clientCa.ifPresent(file -> readable("HEAPTIDE_OTLP_TLS_CLIENT_CA", file));
    }

    /** Files that are looked at every ten seconds. */
    public TlsFiles(Path certificate, Path key, Optional<Path> clientCa) {
        this(certificate, key, clientCa, PAUSE);
    }

    private static void readable(String setting, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(setting + " names " + file + ", which cannot be read");
        }
    }
}
