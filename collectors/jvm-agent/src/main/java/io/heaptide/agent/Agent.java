package io.heaptide.agent;

import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters the agent: {@code -javaagent:heaptide-jvm-agent.jar[=key=value;...]}, or attach.
 *
 * <p>Options are OpenTelemetry or {@code heaptide.agent.*} properties and win over environment and system properties.
 * Nothing here may fail, wait, or load more than it must: the host's {@code main} runs after it. Entering twice does
 * nothing the second time.
 */
public final class Agent {

    private Agent() {}

    /** Called before the host's {@code main}. */
    public static void premain(@Nullable String options) {
        start(options == null ? "" : options);
    }

    /** Called on attach to a running JVM. */
    public static void agentmain(@Nullable String options) {
        start(options == null ? "" : options);
    }

    private static void start(String options) {
        AgentLife.begin(() -> Telemetry.configure(AgentOptions.parse(options)).life());
    }
}
