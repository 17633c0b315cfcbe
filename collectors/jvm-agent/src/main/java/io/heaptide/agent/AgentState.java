package io.heaptide.agent;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How the agent of this JVM is doing, as a system property.
 *
 * <p>A property because it must be seen from everywhere: by whoever attaches, from outside; and by a second agent, in
 * whatever class loader, which then leaves the JVM to the first.
 */
final class AgentState {

    /** The form is a contract with the launcher: {@code starting}, {@code running}, {@code disabled}, {@code failed: why}. */
    static final String PROPERTY = "heaptide.agent.state";

    private static final String STARTING = "starting";
    private static final String RUNNING = "running";

    private AgentState() {}

    /** Takes this JVM for the caller; false where another agent starts or runs. One that failed may be tried again. */
    static boolean claim() {
        Properties properties = System.getProperties();
        @Nullable Object before = properties.putIfAbsent(PROPERTY, STARTING);
        return before == null
                || (!STARTING.equals(before)
                        && !RUNNING.equals(before)
                        && properties.replace(PROPERTY, before, STARTING));
    }

    static void running() {
        System.setProperty(PROPERTY, RUNNING);
    }

    static void disabled() {
        System.setProperty(PROPERTY, "disabled");
    }

    static void failed(Throwable cause) {
        System.setProperty(PROPERTY, "failed: " + cause);
    }
}
