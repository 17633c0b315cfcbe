package io.heaptide.clickhouse;

/** How a part of the sink is doing. */
public enum SinkState {
    /** not running yet */
    STARTING,
    /** the last attempt worked, or nothing had to be done yet */
    RUNNING,
    /** the last attempt failed and will be repeated; Kafka holds the records */
    RETRYING,
    /** stopped by something that no retry helps; the process should be restarted or looked at */
    FAILED,
    /** stopped on request */
    STOPPED
}
