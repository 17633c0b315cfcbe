package io.heaptide.importers.lambda;

/**
 * The report of one invocation.
 *
 * @param requestId of it
 * @param atMillis when it was reported, epoch milliseconds
 * @param usedBytes the most that its sandbox has used so far
 * @param limitBytes the function's memory size
 * @param startsSandbox whether it was the sandbox's first
 */
record Invocation(String requestId, long atMillis, long usedBytes, long limitBytes, boolean startsSandbox) {}
