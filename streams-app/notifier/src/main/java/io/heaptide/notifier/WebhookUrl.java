package io.heaptide.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a message is posted. Chat channels put their token into the path or the query, so all but the host is secret
 * and no message of ours ever shows it.
 *
 * @param value an absolute http or https URL without user information
 */
public record WebhookUrl(URI value) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** Shorter pieces of a URL ({@code hooks}, {@code v1}) are no token, and hiding them would garble every message. */
    private static final int SHORTEST_TOKEN = 6;

    public WebhookUrl {
        if (!SCHEMES.contains(lowerCase(value.getScheme())) || value.getHost() == null) {
            throw new IllegalArgumentException("a webhook URL must be http://host/… or https://host/…");
        }
        if (value.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a webhook URL must not carry a user name or password");
        }
    }

    /** The URL in the text; the message of a refusal does not show the text. */
    public static WebhookUrl parse(String text) {
        try {
            return new WebhookUrl(new URI(text.strip()));
        } catch (URISyntaxException e) {
            // the position only: the exception's own message quotes the URL
            throw new IllegalArgumentException("a webhook URL is malformed at character " + e.getIndex());
        }
    }

    /** Tells targets apart in names, logs and consumer groups, and gives nothing of the URL away. */
    String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(value.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What must not appear in any text, the longest first. */
    List<String> secretParts() {
        Stream<String> wholes = Stream.of(value.toString(), value.getRawPath(), value.getRawQuery(), value.getQuery())
                .filter(Objects::nonNull);
        Stream<String> pieces = Stream.of(value.getRawPath(), value.getPath(), value.getRawQuery(), value.getQuery())
                .filter(Objects::nonNull)
                .flatMap(part -> Arrays.stream(part.split("[/&=]")));
        return Stream.concat(wholes, pieces)
                .filter(part -> part.length() >= SHORTEST_TOKEN)
                .distinct()
                .sorted((a, b) -> Integer.compare(b.length(), a.length()))
                .toList();
    }

    @Override
    public String toString() {
        String port = value.getPort() < 0 ? "" : ":" + value.getPort();
        return value.getScheme() + "://" + value.getHost() + port + "/<redacted>";
    }

    private static String lowerCase(@Nullable String scheme) {
        return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }
}
