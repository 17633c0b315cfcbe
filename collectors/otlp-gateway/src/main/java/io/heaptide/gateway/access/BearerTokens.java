package io.heaptide.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which token proves which tenant. Only digests are kept: they cannot be printed by accident, and looking one up takes a
 * time that says nothing about the token.
 */
public final class BearerTokens {

    /** What RFC 6750 allows in a header, and long enough not to be guessed. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{16,512}=*");

    private static final Pattern ENTRY = Pattern.compile("\\s*([^\\s=]+)\\s*[=\\s]\\s*(\\S+)\\s*");
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i:bearer) +(\\S+) *");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");
    private static final String OPERATOR = "-";

    private final Map<String, Tenant> byDigest;

    private BearerTokens(Map<String, Tenant> byDigest) {
        this.byDigest = byDigest;
    }

    /**
     * Reads entries separated by line ends or commas, each {@code tenant=token} or {@code tenant token}; {@code -} as
     * tenant is the operator. Lines that start with {@code #} are comments. A tenant may have several tokens, so that
     * they can be changed one after the other.
     *
     * @throws IllegalArgumentException telling the entry's place, never its text, since that holds a token
     */
    public static BearerTokens parse(String text) {
        Map<String, Tenant> byDigest = new HashMap<>();
        int place = 0;
        for (String entry : COMMENT.matcher(text).replaceAll("").split("[,\\n]", -1)) {
            place++;
            if (!entry.isBlank()) {
                add(entry, place, byDigest);
            }
        }
        if (byDigest.isEmpty()) {
            throw new IllegalArgumentException("there is no token: write tenant=token");
        }
        return new BearerTokens(Map.copyOf(byDigest));
    }

    /** The tenant that an {@code Authorization} header proves; empty if it proves none. */
    public Optional<Tenant> tenantOf(String authorization) {
        Matcher bearer = AUTHORIZATION.matcher(authorization);
        return bearer.matches() ? Optional.ofNullable(byDigest.get(digest(bearer.group(1)))) : Optional.empty();
    }

    @Override
    public String toString() {
        return byDigest.size() + " tokens";
    }

    private static void add(String entry, int place, Map<String, Tenant> byDigest) {
        Matcher matcher = ENTRY.matcher(entry);
        if (!matcher.matches() || !TOKEN.matcher(matcher.group(2)).matches()) {
            throw new IllegalArgumentException("entry " + place
                    + " is not tenant=token with a token of 16 to 512 letters, digits or any of ._~+/-");
        }
        String digest = digest(matcher.group(2));
        Tenant tenant = tenant(matcher.group(1), place);
        Tenant other = byDigest.put(digest, tenant);
        if (other != null && !other.equals(tenant)) {
            throw new IllegalArgumentException("entry " + place + " repeats the token of another tenant");
        }
    }

    private static Tenant tenant(String name, int place) {
        try {
            return name.equals(OPERATOR) ? Tenant.OWN : new Tenant(name);
        } catch (IllegalArgumentException misnamed) {
            throw new IllegalArgumentException("entry " + place + ": " + misnamed.getMessage(), misnamed);
        }
    }

    private static String digest(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
