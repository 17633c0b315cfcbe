/**
 * From OpenTelemetry to Heaptide: which metrics are memory signals, who is measured, what a log record says of
 * allocations and lives, and the publisher that batches readings into Kafka.
 */
@NullMarked
package io.heaptide.signals;

import org.jspecify.annotations.NullMarked;
