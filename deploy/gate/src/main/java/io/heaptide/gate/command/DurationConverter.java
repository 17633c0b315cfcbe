package io.heaptide.gate.command;

import io.heaptide.schemas.settings.Settings;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as the settings have them: {@code 30s}, {@code 5m}, {@code 2h}. */
final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            return Settings.duration(text);
        } catch (IllegalArgumentException no) {
            throw new TypeConversionException("'" + text + "': " + no.getMessage());
        }
    }
}
