package io.heaptide.agent;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters the agent: {@code -javaagent:heaptide-jvm-agent.jar[=key=value;...]}, or attach.
 *
 * <p>Options are OpenTelemetry or {@code heaptide.agent.*} properties and win over environment and system properties.
 * Nothing here may fail, wait, or load more than it must: the host's {@code main} runs after it.
 */
public final class Agent {

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private Agent() {}

    /** Called before the host's {@code main}. */
    public static void premain(@Nullable String options) {
        start(options);
    }

    /** Called on attach to a running JVM. */
    public static void agentmain(@Nullable String options) {
        start(options);
    }

    private static void start(@Nullable String options) {
        if (STARTED.compareAndSet(false, true)) {
            Thread thread = new Thread(() -> AgentLife.begin(options == null ? "" : options), "heaptide-agent");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
