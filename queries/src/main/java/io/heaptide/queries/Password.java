package io.heaptide.queries;

/**
 * A password that will not print.
 *
 * @param value the secret itself; empty for a user without one
 */
public record Password(String value) {

    /** No password. */
    public static final Password NONE = new Password("");

    @Override
    public String toString() {
        return "<redacted>";
    }
}
