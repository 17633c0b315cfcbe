package io.heaptide.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/** The fleets that can be asked for by name. */
enum FleetName {
    DEMO,
    DEMO_LEAKS,
    STANDARD;

    static FleetName of(String text) {
        return Arrays.stream(values())
                .filter(name -> name.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of " + all()));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String all() {
        return Arrays.stream(values()).map(FleetName::toString).collect(Collectors.joining(", "));
    }
}
