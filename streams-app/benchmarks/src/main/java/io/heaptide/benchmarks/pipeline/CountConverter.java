package io.heaptide.benchmarks.pipeline;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Counts as people write them: {@code 500}, {@code 10k}, {@code 2m}. */
final class CountConverter implements ITypeConverter<Integer> {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})([km]?)");
    private static final int THOUSAND = 1000;

    @Override
    public Integer convert(String text) {
        Matcher written = WRITTEN.matcher(text.toLowerCase(Locale.ROOT));
        if (!written.matches()) {
            throw new TypeConversionException("'" + text + "' is not a count such as 500, 10k or 2m");
        }
        long unit =
                switch (written.group(2)) {
                    case "k" -> THOUSAND;
                    case "m" -> (long) THOUSAND * THOUSAND;
                    default -> 1;
                };
        long count = Long.parseLong(written.group(1)) * unit;
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw new TypeConversionException("'" + text + "' must be at least 1 and below 2 billion");
        }
        return (int) count;
    }
}
