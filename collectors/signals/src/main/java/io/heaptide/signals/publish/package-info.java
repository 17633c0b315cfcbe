/** Readings, summaries and events into Kafka: batched by bucket, acknowledged, bounded. */
@NullMarked
package io.heaptide.signals.publish;

import org.jspecify.annotations.NullMarked;
