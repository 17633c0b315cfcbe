package io.heaptide.notifier;

/** The kinds of place that alerts can be sent to. */
public enum Channel {
    /** any receiver of signed JSON */
    WEBHOOK("HEAPTIDE_WEBHOOK"),
    /** a Slack incoming webhook */
    SLACK("HEAPTIDE_SLACK_WEBHOOK");

    private final String keyPrefix;

    Channel(String keyPrefix) {
        this.keyPrefix = keyPrefix;
    }

    /** The environment variable that lists its URLs. */
    public String urlKey() {
        return keyPrefix + "_URL";
    }

    /** The environment variable that lists its live signing secrets. */
    public String secretKey() {
        return keyPrefix + "_SECRET";
    }

    /** The environment variable that lists the incident states it is sent. */
    public String statesKey() {
        return keyPrefix + "_STATES";
    }

    ChatFormat format() {
        return switch (this) {
            case WEBHOOK -> new GenericJson();
            case SLACK -> new SlackFormat();
        };
    }
}
