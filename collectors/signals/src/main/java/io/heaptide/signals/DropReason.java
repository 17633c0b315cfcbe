package io.heaptide.signals;

import java.util.Locale;

/** Why a data point or a log record was refused, with what its sender can do about it. */
public enum DropReason {
    NO_VALUE("a data point without a value"),
    NOT_FINITE("NaN or infinite"),
    NEGATIVE("less than zero bytes"),
    IMPLAUSIBLE("an exbibyte or more"),
    DELTA_TEMPORALITY("memory is a level: export it as a gauge, or with cumulative temporality"),
    UNSPECIFIED_TEMPORALITY("set the sum's aggregation temporality to cumulative"),
    MONOTONIC_COUNTER("memory is a level: export it as a gauge or a non-monotonic sum"),
    UNSUPPORTED_TYPE("only gauges and sums hold memory levels"),
    UNSUPPORTED_UNIT("use By, or a multiple such as KiBy or MBy"),
    NO_TIMESTAMP("set time_unix_nano"),
    FUTURE_TIMESTAMP("check the sender's clock"),
    NO_INSTANCE("nothing tells the instance: set service.instance.id, k8s.pod.uid, container.id, or host.name and"
            + " process.pid"),
    ATTRIBUTE_TOO_LONG("an identifying attribute is longer than Heaptide takes"),
    MALFORMED_BODY("the body is not the map that its event name promises"),
    MALFORMED_PROFILE("the profile points outside its dictionary: send the layout of opentelemetry-proto 1.10 or 1.11"),
    TOO_MUCH_TEXT("the profiles of one request hold more stacks than are kept: send fewer at once"),
    UNKNOWN_LIFECYCLE_TYPE("type must be start, stop, oom_kill, deploy or limit_change");

    private final String remedy;

    DropReason(String remedy) {
        this.remedy = remedy;
    }

    /** As metrics and messages spell it: lower snake case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong, or what the sender should do. */
    public String remedy() {
        return remedy;
    }
}
