package io.heaptide.launcher;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** One of Heaptide's parts in a container of the image that {@code deploy/docker/image} builds, on the host's network. */
final class ContainerPart implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MIB = 1L << 20;

    private final GenericContainer<?> container;

    private ContainerPart(GenericContainer<?> container) {
        this.container = container;
    }

    /**
     * Starts a part and returns once it is well.
     *
     * @param memoryMib the container's limit; the image's Java takes its heap from it
     * @param settings the container's environment, nothing else
     */
    static ContainerPart start(String mainClass, int memoryMib, Map<String, String> settings, URI health) {
        GenericContainer<?> container = new GenericContainer<>(image())
                .withImagePullPolicy(image -> false) // built here or missing: there is no registry to ask
                .withNetworkMode("host")
                .withCreateContainerCmdModifier(
                        command -> requireNonNull(command.getHostConfig()).withMemory(memoryMib * MIB))
                .withEnv(settings)
                .withCommand(mainClass)
                .waitingFor(new Well(health));
        container.start();
        return new ContainerPart(container);
    }

    private static DockerImageName image() {
        return DockerImageName.parse(requireNonNull(System.getProperty("heaptide.image"), "heaptide.image"));
    }

    /** Stops as {@code docker stop} does: SIGTERM, and SIGKILL after the grace, which shows as exit code 137. */
    long stop(Duration grace) {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(Math.toIntExact(grace.toSeconds()))
                .exec();
        return requireNonNull(
                container.getCurrentContainerInfo().getState().getExitCodeLong(), "the container has not ended");
    }

    String log() {
        return container.getLogs();
    }

    /** Removes the container, whether it runs or not. */
    @Override
    public void close() {
        container.close();
    }

    /** On the host's network a container has no mapped ports, which Testcontainers' own strategies ask for. */
    private static final class Well extends AbstractWaitStrategy {

        private final URI health;
        private final Probe probe = new Probe();

        Well(URI health) {
            this.health = health;
        }

        @Override
        protected void waitUntilReady() {
            boolean tooLong = !Waiting.until(() -> probe.isWell(health) || !waitStrategyTarget.isRunning(), PATIENCE);
            if (tooLong || !waitStrategyTarget.isRunning()) {
                throw new IllegalStateException("the part is not well: " + probe.ask(health));
            }
        }
    }
}
