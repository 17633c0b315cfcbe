package io.heaptide.backtest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as people write them: epoch seconds, ISO-8601, or a day. */
final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            if (text.matches("\\d+(\\.\\d+)?")) {
                return Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000));
            }
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notOne) {
            throw new TypeConversionException(
                    "'" + text + "' is not a time such as 2026-01-31T08:00:00Z, 2026-01-31 or 1769846400");
        }
    }
}
