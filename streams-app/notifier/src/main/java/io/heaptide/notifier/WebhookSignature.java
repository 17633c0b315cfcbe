package io.heaptide.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.schemas.settings.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@value #HEADER} of the generic webhook: {@code t=<unix seconds>,v1=<hex>} with one {@code v1} for each
 * live secret, each {@code HMAC-SHA256(secret, t + "." + body)}. The time is signed too, so an old request cannot be
 * played again.
 */
public final class WebhookSignature {

    /** The header's name. */
    public static final String HEADER = "Heaptide-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern TIME = Pattern.compile("(?:^|,)t=(\\d{1,12})(?:,|$)");

    private WebhookSignature() {}

    /** The header's value. */
    public static String sign(byte[] body, Instant at, List<Secret> secrets) {
        long seconds = at.getEpochSecond();
        return "t=" + seconds
                + secrets.stream()
                        .map(secret -> ",v1=" + HexFormat.of().formatHex(mac(secret, seconds, body)))
                        .collect(Collectors.joining());
    }

    /**
     * For receivers: whether one of the header's signatures is by this secret and not older or newer than the tolerance.
     * Takes the same time whatever differs.
     */
    public static boolean verify(String header, byte[] body, Secret secret, Instant now, Duration tolerance) {
        return time(header)
                .filter(at -> Duration.between(at, now).abs().compareTo(tolerance) <= 0)
                .map(at -> "v1=" + HexFormat.of().formatHex(mac(secret, at.getEpochSecond(), body)))
                .filter(expected -> Arrays.stream(header.split(",", -1))
                        .anyMatch(part -> MessageDigest.isEqual(part.getBytes(UTF_8), expected.getBytes(UTF_8))))
                .isPresent();
    }

    private static Optional<Instant> time(String header) {
        Matcher matcher = TIME.matcher(header);
        return matcher.find() ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }

    private static byte[] mac(Secret secret, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.value().getBytes(UTF_8), ALGORITHM));
            mac.update((seconds + ".").getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
