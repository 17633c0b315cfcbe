package io.heaptide.gateway.access;

import io.heaptide.schemas.settings.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How senders prove who they are, and how what they send is kept from others' eyes.
 *
 * @param tls absent for plain text
 * @param tokens absent if there are none, or they are in a file
 * @param tokenFile absent if there are no tokens, or they are in the setting itself
 */
public record AccessConfig(Optional<TlsFiles> tls, Optional<BearerTokens> tokens, Optional<Path> tokenFile) {

    private static final String CERTIFICATE = "HEAPTIDE_OTLP_TLS_CERTIFICATE";
    private static final String KEY = "HEAPTIDE_OTLP_TLS_KEY";
    private static final String CLIENT_CA = "HEAPTIDE_OTLP_TLS_CLIENT_CA";
    private static final String TOKENS = "HEAPTIDE_OTLP_TOKENS";
    private static final String TOKEN_FILE = "HEAPTIDE_OTLP_TOKEN_FILE";

    public AccessConfig {
        if (tokens.isPresent() && tokenFile.isPresent()) {
            throw new IllegalArgumentException("set " + TOKENS + " or " + TOKEN_FILE + ", not both");
        }
    }

    /** Everybody may send, in plain text. */
    public static AccessConfig open() {
        return new AccessConfig(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException naming the key and the remedy, and never a token
     */
    public static AccessConfig from(Settings settings) {
        return new AccessConfig(tls(settings), tokens(settings), path(settings, TOKEN_FILE));
    }

    private static Optional<TlsFiles> tls(Settings settings) {
        Optional<Path> certificate = path(settings, CERTIFICATE);
        Optional<Path> key = path(settings, KEY);
        Optional<Path> clientCa = path(settings, CLIENT_CA);
        if (certificate.isPresent() && key.isPresent()) {
            return Optional.of(new TlsFiles(certificate.get(), key.get(), clientCa));
        }
        if (certificate.isPresent() || key.isPresent() || clientCa.isPresent()) {
            throw new IllegalArgumentException("TLS needs both " + CERTIFICATE + " and " + KEY + ": set the other too");
        }
        return Optional.empty();
    }

    private static Optional<BearerTokens> tokens(Settings settings) {
        try {
            return settings.text(TOKENS).map(BearerTokens::parse);
        } catch (IllegalArgumentException noTokens) {
            throw new IllegalArgumentException(TOKENS + ": " + noTokens.getMessage(), noTokens);
        }
    }

    private static Optional<Path> path(Settings settings, String key) {
        try {
            return settings.text(key).map(Path::of);
        } catch (InvalidPathException noPath) {
            throw new IllegalArgumentException(key + " is no path of a file: " + noPath.getMessage(), noPath);
        }
    }
}
