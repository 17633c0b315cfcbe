package io.heaptide.importers.lambda;

import io.heaptide.signals.FunctionReport;

/**
 * One invocation.
 *
 * @param atMillis when it was reported, epoch milliseconds
 * @param report what of it
 */
record Invocation(long atMillis, FunctionReport report) {}
