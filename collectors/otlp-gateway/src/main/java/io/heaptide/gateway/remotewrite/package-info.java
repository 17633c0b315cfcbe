/** Prometheus remote write 1.0 and 2.0: messages to series, and series to the resources and points of OTLP. */
@NullMarked
package io.heaptide.gateway.remotewrite;

import org.jspecify.annotations.NullMarked;
