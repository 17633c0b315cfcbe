package io.heaptide.gateway.access;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What TLS needs, as PEM files.
 *
 * @param certificate our certificate with its chain
 * @param key its private key, PKCS #8
 * @param clientCa the authorities that senders' certificates come from; absent if none is asked of them
 */
public record TlsFiles(Path certificate, Path key, Optional<Path> clientCa) {

    public TlsFiles {
        readable("HEAPTIDE_OTLP_TLS_CERTIFICATE", certificate);
        readable("HEAPTIDE_OTLP_TLS_KEY", key);
        clientCa.ifPresent(file -> readable("HEAPTIDE_OTLP_TLS_CLIENT_CA", file));
    }

    private static void readable(String setting, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(setting + " names " + file + ", which cannot be read");
        }
    }
}
