package io.heaptide.launcher;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * A JVM on this machine that an agent can be loaded into.
 *
 * <p>Everything that can be known beforehand is asked first: the attach mechanism sends a signal, which ends a process
 * that is no JVM, and its own words for what is wrong are for those who know it.
 *
 * @param pid its process id
 */
record RunningJvm(long pid) {

    private static final int AGENT_NEEDS_JAVA = 17;
    private static final int FIRST_JAVA_THAT_WARNS = 21;

    /** HotSpot's, before Java 24; it counts the jar's path, an equals sign and the options. */
    private static final int LONGEST_ARGUMENT = 1023;

    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);

    /** As the agent tells it. */
    private static final String STATE = "heaptide.agent.state";

    private static final String SWITCHED_OFF = "-XX:+DisableAttachMechanism";
    private static final String NO_DYNAMIC_AGENTS = "-XX:-EnableDynamicAgentLoading";

    /**
     * What became of it.
     *
     * @param already whether an agent was at work before
     * @param warns whether the JVM prints a warning of its own about agents that come late
     */
    record Attached(boolean already, boolean warns) {

        String describe(long pid) {
            if (already) {
                return "process " + pid + " is watched already; nothing was changed";
            }
            String watched = "process " + pid + " is watched from now on, until it ends";
            return warns
                    ? watched + "\nits JVM prints a warning about agents that come late;"
                            + " start it with -XX:+EnableDynamicAgentLoading to keep it quiet"
                    : watched;
        }
    }

    /** The JVM with that process id, or a failure that says why there is none to attach to. */
    static RunningJvm of(long pid) {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw new Failure("this Java cannot attach, it lacks the module jdk.attach: run this on a JDK");
        }
        ProcessHandle process =
                ProcessHandle.of(pid).orElseThrow(() -> new Failure("no process " + pid + " runs on this machine"));
        String own = System.getProperty("user.name");
        String owner = process.info().user().orElse(own);
        if (!owner.equals(own) && !own.equals("root")) {
            throw new Failure("process " + pid + " belongs to " + owner + ": run this as " + owner + ", not as " + own);
        }
        if (!isJvm(pid)) {
            throw new Failure("process " + pid + " is no JVM"
                    + process.info().command().map(c -> ": " + c).orElse(""));
        }
        return new RunningJvm(pid);
    }

    Attached attach(Path agent, String options) {
        requireVisible(agent);
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return load(machine, agent, options);
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException refused) {
            throw new Failure(
                    isStartedWith(SWITCHED_OFF)
                            ? "process " + pid + " was started with " + SWITCHED_OFF + ": start it with -javaagent:"
                                    + agent + " instead"
                            : "process " + pid + " does not let itself be attached to: " + refused.getMessage(),
                    refused);
        }
    }

    private Attached load(VirtualMachine machine, Path agent, String options) throws IOException {
        Properties properties = machine.getSystemProperties();
        int java = Runtime.Version.parse(properties.getProperty("java.version", "17"))
                .feature();
        if (java < AGENT_NEEDS_JAVA) {
            throw new Failure("process " + pid + " runs on Java " + java + "; the agent needs " + AGENT_NEEDS_JAVA);
        }
        if (properties.getProperty(STATE, "").equals("running")) {
            return new Attached(true, false);
        }
        requireShort(agent + "=" + options);
        try {
            machine.loadAgent(agent.toString(), options);
        } catch (AgentLoadException | AgentInitializationException refused) {
            throw new Failure(why(agent, refused), refused);
        }
        awaitStart(machine);
        return new Attached(false, java >= FIRST_JAVA_THAT_WARNS && !isStartedWith("-XX:+EnableDynamicAgentLoading"));
    }

    /** The agent starts on a thread of its own, and tells there whether it could use its settings. */
    private void awaitStart(VirtualMachine machine) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        String state = machine.getSystemProperties().getProperty(STATE, "");
        while (!state.equals("running") && System.nanoTime() < deadline) {
            if (state.startsWith("failed") || state.equals("disabled")) {
                throw new Failure("the agent in process " + pid + " is " + state.replaceFirst("failed: ", "stopped: "));
            }
            Waiting.pause(POLL);
            state = machine.getSystemProperties().getProperty(STATE, "");
        }
        if (!state.equals("running")) {
            throw new Failure("the agent in process " + pid + " did not start within " + START.toSeconds() + " s");
        }
    }

    private String why(Path agent, Exception refused) {
        String message = String.valueOf(refused.getMessage());
        return message.contains("Dynamic agent loading is not enabled") || isStartedWith(NO_DYNAMIC_AGENTS)
                ? "process " + pid + " takes no agents once it runs (" + NO_DYNAMIC_AGENTS
                        + "): start it with -javaagent:" + agent + " instead"
                : "process " + pid + " could not load " + agent + ": " + message;
    }

    private void requireShort(String argument) {
        if (argument.length() > LONGEST_ARGUMENT) {
            throw new Failure("the agent's path and settings have " + argument.length()
                    + " characters together; JVMs take " + LONGEST_ARGUMENT + " at most");
        }
    }

    /** By the process's own eyes: in a container it sees another file system. */
    private void requireVisible(Path agent) {
        Path root = Path.of("/proc", Long.toString(pid), "root");
        boolean visible = Files.isDirectory(root) ? Files.isReadable(Path.of(root.toString(), agent.toString())) : true;
        if (!visible) {
            throw new Failure("process " + pid + " does not see " + agent
                    + ": copy the agent to where it does, and name that by --agent");
        }
    }

    private boolean isStartedWith(String flag) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .contains(flag);
        } catch (IOException unknown) { // no /proc, or gone meanwhile: then the general message is said
            return false;
        }
    }

    private static boolean isJvm(long pid) {
        boolean listed = VirtualMachine.list().stream().anyMatch(jvm -> jvm.id().equals(Long.toString(pid)));
        try {
            // a JVM without -XX:+UsePerfData, or in a container, is not in the list
            return listed
                    || Files.readString(Path.of("/proc", Long.toString(pid), "maps"))
                            .contains("/libjvm.so");
        } catch (IOException unknown) {
            return false;
        }
    }
}
