/** The back-test from its file format to its verdicts. */
@NullMarked
package io.heaptide.backtest;

import org.jspecify.annotations.NullMarked;
