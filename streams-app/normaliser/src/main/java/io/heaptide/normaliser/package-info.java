/** Raw OTLP metrics from Kafka → readings by bucket, as the gateway would have published them. */
@NullMarked
package io.heaptide.normaliser;

import org.jspecify.annotations.NullMarked;
