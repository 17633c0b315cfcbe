package io.heaptide.backtest;

/**
 * Who and what a Prometheus series speaks of.
 *
 * @param pool memory pool or heap space, empty if the metric has none
 * @param version the service's version, empty if unknown
 */
record SeriesName(String service, String instance, String metric, String pool, boolean isLimit, String version) {
    SeriesName of(String otherService) {
        return new SeriesName(otherService, instance, metric, pool, isLimit, version);
    }
}
