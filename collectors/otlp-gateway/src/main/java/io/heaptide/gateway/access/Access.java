package io.heaptide.gateway.access;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Who may send. With tokens, a sender proves its tenant by one; with an authority for clients, it also shows a
 * certificate of it. Health and metrics ask for neither, so that probes need no secret.
 */
public final class Access {

    private final @Nullable Supplier<BearerTokens> tokens;
    private final boolean certificates;

    private Access(@Nullable Supplier<BearerTokens> tokens, boolean certificates) {
        this.tokens = tokens;
        this.certificates = certificates;
    }

    /** What was asked for; the token file is read now and whenever it changes. */
    public static Access of(AccessConfig config) {
        boolean certificates = config.tls().flatMap(TlsFiles::clientCa).isPresent();
        if (config.tokenFile().isPresent()) {
            Path path = config.tokenFile().get();
            return new Access(new ReloadedFile<>(path, BearerTokens::parse, ReloadedFile.PAUSE)::value, certificates);
        }
        return new Access(
                config.tokens()
                        .map(fixed -> (Supplier<BearerTokens>) () -> fixed)
                        .orElse(null),
                certificates);
    }

    /**
     * Who sends.
     *
     * @param authorization the header of that name, empty if there is none
     * @param session the connection's, null without TLS
     */
    public Sender sender(String authorization, @Nullable SSLSession session) {
        if (certificates && !showsCertificate(session)) {
            return new Sender.Unknown("show a client certificate of an authority that this gateway knows");
        }
        if (tokens == null) {
            return new Sender.Known(Tenant.OWN);
        }
        Optional<Tenant> tenant = tokens.get().tenantOf(authorization);
        return tenant.isPresent()
                ? new Sender.Known(tenant.get())
                : new Sender.Unknown("send a valid token as Authorization: Bearer <token>");
    }

    /** Somebody, or nobody we know. */
    public sealed interface Sender {

        /** Somebody who sends for a tenant. */
        record Known(Tenant tenant) implements Sender {}

        /** Nobody we know. */
        record Unknown(String remedy) implements Sender {}
    }

    private static boolean showsCertificate(@Nullable SSLSession session) {
        try {
            return session != null && session.getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException none) {
            return false; // the handshake only asks for one, so that probes get through
        }
    }
}
