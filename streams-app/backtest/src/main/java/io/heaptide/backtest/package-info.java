/** What would Heaptide have said: the core over recorded samples, without Kafka. */
@NullMarked
package io.heaptide.backtest;

import org.jspecify.annotations.NullMarked;
