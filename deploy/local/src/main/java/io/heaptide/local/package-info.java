/**
 * Real engines for one machine, each in a child process of its own: an Apache Kafka broker and a ClickHouse server.
 * Start them with {@link io.heaptide.local.LocalKafka} and {@link io.heaptide.local.LocalClickHouse}.
 */
@NullMarked
package io.heaptide.local;

import org.jspecify.annotations.NullMarked;
