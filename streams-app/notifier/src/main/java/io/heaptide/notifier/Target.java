package io.heaptide.notifier;

import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.settings.Secret;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One place that alerts are sent to, with a consumer group of its own.
 *
 * @param name stable for as long as this is the same place to people: what was delivered is remembered under it
 * @param channel how the place wants to be spoken to
 * @param url where to post
 * @param secrets keys to sign with, two while they are rotated, none to send unsigned
 * @param states the incident states that are sent
 */
public record Target(String name, Channel channel, WebhookUrl url, List<Secret> secrets, Set<IncidentState> states) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int MAX_SECRETS = 2;
    private static final int MAX_REASON_CHARS = 240;

    public Target {
        secrets = List.copyOf(secrets);
        states = Set.copyOf(states);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a target's name must be lower-case letters, digits and hyphens, got " + name);
        }
        if (secrets.size() > MAX_SECRETS) {
            throw new IllegalArgumentException(
                    "at most " + MAX_SECRETS + " secrets may be live at a time, got " + secrets.size());
        }
        if (secrets.stream().anyMatch(secret -> secret.value().isBlank())) {
            throw new IllegalArgumentException("a secret of " + name + " must not be blank");
        }
        if (!secrets.isEmpty() && !channel.format().signs()) {
            throw new IllegalArgumentException("messages to " + name + " are not signed: it takes no secret");
        }
        if (states.isEmpty()) {
            throw new IllegalArgumentException("states of " + name + " must not be empty");
        }
    }

    /** The consumer group that remembers what this target was sent. */
    String group() {
        return "heaptide-notifier-" + name;
    }

    /** The text on one line, without anything of this target that is secret. */
    String redact(String text) {
        String safe = text;
        for (String part : url.secretParts()) {
            safe = safe.replace(part, "<redacted>");
        }
        for (Secret secret : secrets) {
            safe = safe.replace(secret.value(), "<redacted>");
        }
        return OneLine.of(safe, MAX_REASON_CHARS);
    }
}
