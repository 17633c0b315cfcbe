package io.heaptide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import com.linecorp.armeria.server.ServerTlsConfig;
import io.heaptide.gateway.access.ReloadedFile;
import io.heaptide.gateway.access.TlsFiles;
import io.netty.handler.ssl.ClientAuth;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TLS from files that may change while the gateway runs: new connections get the new certificate, and are asked for one
 * of the new authorities. Connections that stand are left alone.
 */
final class ReloadedTls implements TlsProvider {

    private final TlsProvider own;
    private final Optional<ReloadedFile<List<X509Certificate>>> authorities;

    /**
     * Reads the files.
     *
     * @throws GatewayFailed naming the file that is not what it should be
     */
    ReloadedTls(TlsFiles files) {
        keyPair(files); // a bad file should end the start, not the first connection
        own = TlsProvider.ofScheduled(() -> keyPair(files), files.pause());
        authorities = files.clientCa().map(file -> authorities(file, files.pause()));
    }

    /** Asks for a client certificate where there is an authority for them. Who lacks one gets as far as health. */
    ServerTlsConfig config() {
        return ServerTlsConfig.builder()
                .clientAuth(authorities.isPresent() ? ClientAuth.OPTIONAL : ClientAuth.NONE)
                .build();
    }

    @Override
    public @Nullable TlsKeyPair keyPair(String hostname) {
        return own.keyPair(hostname);
    }

    @Override
    public @Nullable List<X509Certificate> trustedCertificates(String hostname) {
        return authorities.map(ReloadedFile::value).orElse(null);
    }

    @Override
    public void close() {
        own.close();
    }

    private static TlsKeyPair keyPair(TlsFiles files) {
        try {
            return TlsKeyPair.of(files.key().toFile(), files.certificate().toFile());
        } catch (RuntimeException notPem) { // its message may quote the key
            throw new GatewayFailed(
                    "no PEM certificate and unencrypted PKCS #8 key in " + files.certificate() + " and " + files.key());
        }
    }

    private static ReloadedFile<List<X509Certificate>> authorities(Path file, Duration pause) {
        try {
            return new ReloadedFile<>(file, ReloadedTls::certificates, pause);
        } catch (IllegalArgumentException notPem) {
            throw new GatewayFailed(String.valueOf(notPem.getMessage()), notPem);
        }
    }

    private static List<X509Certificate> certificates(String pem) {
        try {
            List<X509Certificate> all =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (all.isEmpty()) { // nobody would be asked for then whom the JDK's own authorities do not know
                throw new IllegalArgumentException("no PEM certificates in it");
            }
            return all;
        } catch (CertificateException notPem) {
            throw new IllegalArgumentException("no PEM certificates in it", notPem);
        }
    }
}
