/** Sends what a fleet does as OTLP over HTTP: protobuf, gzip, retries as the specification asks for. */
@NullMarked
package io.heaptide.simulator.otlp;

import org.jspecify.annotations.NullMarked;
