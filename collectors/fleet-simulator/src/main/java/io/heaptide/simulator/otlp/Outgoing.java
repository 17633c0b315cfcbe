package io.heaptide.simulator.otlp;

import com.google.protobuf.MessageLite;

/**
 * One request that waits to be sent.
 *
 * @param path where it goes
 * @param request what it says
 * @param items how many points or records it holds
 */
record Outgoing(OtlpPath path, MessageLite request, int items) {}
