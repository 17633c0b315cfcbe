package io.heaptide.notifier;

/**
 * A signing key that will not print.
 *
 * @param value the key itself; never to be logged, thrown or sent
 */
public record Secret(String value) {

    public Secret {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret must not be blank");
        }
    }

    @Override
    public String toString() {
        return "<redacted>";
    }
}
