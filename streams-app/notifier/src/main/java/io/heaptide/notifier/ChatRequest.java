package io.heaptide.notifier;

import java.util.Map;

/**
 * One POST of JSON.
 *
 * @param url where to; a channel that signs in the query returns a longer URL than it was given
 * @param body JSON
 * @param headers what the channel wants besides the content type and the idempotency key
 */
record ChatRequest(WebhookUrl url, String body, Map<String, String> headers) {

    ChatRequest {
        headers = Map.copyOf(headers);
    }
}
