package io.heaptide.agent;

/** The agent's only word to its host's terminal: one line for each part that gave up. */
final class Detachment {

    private Detachment() {}

    /** Says that a part stopped for good; silent while the JVM goes down, where failures are only the end. */
    static void announce(String part, Throwable cause) {
        if (!HostShutdown.inProgress()) {
            System.err.println("heaptide agent: " + part + " stopped, the application goes on without: " + cause);
        }
    }
}
