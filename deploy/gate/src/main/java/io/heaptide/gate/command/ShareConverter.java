package io.heaptide.gate.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Shares as people write them: {@code 10%}, {@code 2.5%}. */
final class ShareConverter implements ITypeConverter<Double> {

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?) ?%");

    @Override
    public Double convert(String text) {
        Matcher percent = PERCENT.matcher(text);
        if (!percent.matches()) {
            throw new TypeConversionException("'" + text + "' is no share such as 10%");
        }
        return Double.parseDouble(percent.group(1)) / 100;
    }
}
