/**
 * The Kafka Streams topology: decodes what comes in, keeps state, asks the core, forwards what it says. Decides nothing
 * itself but what is worth publishing.
 */
@NullMarked
package io.heaptide.topology;

import org.jspecify.annotations.NullMarked;
