package io.heaptide.notifier;

/**
 * How delivery to one target goes.
 *
 * @param target its name
 * @param state what its thread is doing
 * @param detail the last failure, free of secrets; empty if there is none
 * @param waiting alerts read and not yet taken
 * @param counts what became of the others
 */
public record TargetHealth(String target, State state, String detail, int waiting, DeliveryCounts counts) {

    /** What a target's thread is doing. */
    public enum State {
        /** not started */
        IDLE,
        /** reading, and the last attempt went well */
        RUNNING,
        /** the target or Kafka does not answer; alerts wait */
        RETRYING,
        /** stopped by a fault of ours or of the configuration; alerts wait in Kafka for a restart */
        FAILED,
        /** closed */
        STOPPED
    }
}
