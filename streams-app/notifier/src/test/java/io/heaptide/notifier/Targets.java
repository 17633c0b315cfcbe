package io.heaptide.notifier;

import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.settings.Secret;
import java.util.List;
import java.util.Set;

/** Builds targets. */
final class Targets {

    static final Set<IncidentState> TOLD = Set.of(IncidentState.FIRING, IncidentState.RESOLVED);

    private Targets() {}

    static Target webhook(WebhookUrl url, Secret... secrets) {
        return new Target("webhook-test", Channel.WEBHOOK, url, List.of(secrets), TOLD);
    }

    static Target slack(WebhookUrl url) {
        return new Target("slack-test", Channel.SLACK, url, List.of(), TOLD);
    }
}
