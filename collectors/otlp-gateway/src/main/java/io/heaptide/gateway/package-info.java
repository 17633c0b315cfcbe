/** Takes OTLP over gRPC and HTTP, keeps what concerns memory, and answers once Kafka has it. */
@NullMarked
package io.heaptide.gateway;

import org.jspecify.annotations.NullMarked;
