package io.heaptide.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.schemas.LeakAlert;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names one message to people: one state of one incident, or what became known in it. The same at every attempt and in every replay, so a receiver
 * can drop what it has seen.
 *
 * @param value fit to be a header: visible ASCII
 */
record IdempotencyKey(String value) {

    private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7e]{1,200}");

    static IdempotencyKey of(LeakAlert alert) {
        String id = alert.getIncidentId();
        String safe = HEADER_SAFE.matcher(id).matches() ? id : HexFormat.of().formatHex(sha256(id));
        String what = AlertMessage.isNews(alert)
                ? alert.getReason()
                : alert.getState().name();
        return new IdempotencyKey(safe + ":" + what.toLowerCase(Locale.ROOT));
    }

    /** 64 bits of the key, for a memory of many keys in little space. */
    long hash() {
        return ByteBuffer.wrap(sha256(value)).getLong();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
