package io.heaptide.schemas.settings;

/**
 * A password or a signing key that will not print.
 *
 * @param value the secret itself, never to be logged, thrown or sent; empty where there is none
 */
public record Secret(String value) {

    /** No secret. */
    public static final Secret NONE = new Secret("");

    @Override
    public String toString() {
        return "<redacted>";
    }
}
