package io.heaptide.gateway;

/**
 * How large requests may be: what is configured, or what the heap can bear if that is less. Otherwise a few large
 * requests at once would end the process, and with it everything that it holds for others.
 *
 * @param protobufBytes the largest protobuf request, after decompression
 * @param jsonBytes the largest JSON request, after decompression
 * @param remoteWriteBytes the largest remote write request, after decompression
 * @param heldBytes bodies as received, of all requests being answered
 */
record RequestLimits(long protobufBytes, long jsonBytes, long remoteWriteBytes, long heldBytes) {

    /**
     * Measured on requests made for it, of nothing but empty messages: parsed, they take 27 times the bytes. Requests
     * full of data points take 8 times.
     */
    private static final int PROTOBUF_GROWTH = 32;

    /** Likewise: protobuf's JSON parser needs 60 times the bytes for its tree and the messages; for data points, 13. */
    private static final int JSON_GROWTH = 80;

    /** Likewise: 2.0 tells a series in eight bytes, which take 50 times that as OTLP, and some more while they are read. */
    private static final int REMOTE_WRITE_GROWTH = 80;

    private static final int HELD_SHARE_OF_HEAP = 8;

    /**
     * The limits of this process.
     *
     * @param configuredBytes the most that the operator allows
     * @param heapBytes the largest heap
     * @param workers how many requests are decoded at once
     */
    static RequestLimits of(long configuredBytes, long heapBytes, int workers) {
        long protobuf = Math.min(configuredBytes, heapBytes / workers / PROTOBUF_GROWTH);
        long json = Math.min(configuredBytes, heapBytes / workers / JSON_GROWTH);
        long remoteWrite = Math.min(configuredBytes, heapBytes / workers / REMOTE_WRITE_GROWTH);
        return new RequestLimits(protobuf, json, remoteWrite, Math.max(protobuf, heapBytes / HELD_SHARE_OF_HEAP));
    }

    long of(WireFormat format) {
        return format == WireFormat.JSON ? jsonBytes : protobufBytes;
    }
}
