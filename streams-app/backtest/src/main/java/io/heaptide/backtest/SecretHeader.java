package io.heaptide.backtest;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A request header whose value will not print: it may be a password. */
record SecretHeader(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    SecretHeader {
        if (!NAME.matcher(name).matches() || value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a header must read 'Name: value'");
        }
    }

    @Override
    public String toString() {
        return name + ": <redacted>";
    }

    /** Reads {@code Name: value}. */
    static final class Converter implements ITypeConverter<SecretHeader> {
        @Override
        public SecretHeader convert(String text) {
            int colon = text.indexOf(':');
            try {
                return new SecretHeader(
                        text.substring(0, Math.max(0, colon)).strip(),
                        text.substring(colon + 1).strip());
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(
                        "a header must read 'Name: value', such as 'Authorization: Bearer …' (its text is not shown)");
            }
        }
    }
}
