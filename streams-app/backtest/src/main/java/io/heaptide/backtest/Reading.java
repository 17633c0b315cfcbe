package io.heaptide.backtest;

import java.util.OptionalLong;

/**
 * One line of a samples file.
 *
 * @param limitBytes the limit of this metric, if the line has one
 * @param version the service's version, empty if unknown
 */
public record Reading(
        long atMillis,
        String service,
        String instance,
        String metric,
        long usedBytes,
        OptionalLong limitBytes,
        String version) {}
