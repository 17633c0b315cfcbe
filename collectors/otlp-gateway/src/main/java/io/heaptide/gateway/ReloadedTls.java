package io.heaptide.gateway;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import com.linecorp.armeria.server.ServerTlsConfig;
import io.heaptide.gateway.access.TlsFiles;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** TLS from files that may change while the gateway runs: new connections get the new certificate. */
final class ReloadedTls {

    /** Short-lived certificates are renewed hours before they end. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private ReloadedTls() {}

    /**
     * Our certificate, read again and again.
     *
     * @throws GatewayFailed naming the file that is not what it should be
     */
    static TlsProvider provider(TlsFiles files, Duration pause) {
        keyPair(files); // a bad file should end the start, not the first connection
        return TlsProvider.ofScheduled(() -> keyPair(files), pause);
    }

    /** Asks for a client certificate where there is an authority for them. Who lacks one gets as far as health. */
    static ServerTlsConfig config(TlsFiles files) {
        return files.clientCa()
                .map(authority -> ServerTlsConfig.builder()
                        .clientAuth(ClientAuth.OPTIONAL)
                        .tlsCustomizer(tls -> tls.trustManager(certificates(authority)))
                        .build())
                .orElseGet(() -> ServerTlsConfig.builder().build());
    }

    private static TlsKeyPair keyPair(TlsFiles files) {
        try {
            return TlsKeyPair.of(files.key().toFile(), files.certificate().toFile());
        } catch (RuntimeException notPem) { // its message may quote the key
            throw new GatewayFailed(
                    "no PEM certificate and unencrypted PKCS #8 key in " + files.certificate() + " and " + files.key());
        }
    }

    private static List<X509Certificate> certificates(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | CertificateException notPem) {
            throw new GatewayFailed("no PEM certificates in " + file, notPem);
        }
    }
}
