package io.heaptide.diagnosis.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A HotSpot JVM that takes diagnostic commands, as {@code jcmd} sends them: through the socket that the JVM opens in its own
 * {@code /tmp} when a file there asks for it and SIGQUIT wakes it. Protocol: {@code attachListener.hpp} of OpenJDK.
 */
final class HotSpot {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_ANSWER_BYTES = 64 << 20;
    private static final String DISABLED = "-XX:+DisableAttachMechanism";

    private final TargetProcess process;
    private final CaptureRun run;

    HotSpot(TargetProcess process, CaptureRun run) {
        this.process = process;
        this.run = run;
    }

    /**
     * Runs a command and returns what it prints.
     *
     * @throws CaptureFailed if the JVM does not answer or the command fails; says what the JVM says
     */
    String run(String command) throws CaptureFailed, IOException, InterruptedException {
        String answer = exchange("1\0jcmd\0" + command + "\0\0\0");
        int line = answer.indexOf('\n');
        if (line < 0) {
            throw new CaptureFailed("the JVM closed the connection without an answer: before JDK 11.0.2 it takes"
                    + " commands of its own user only");
        }
        String text = answer.substring(line + 1);
        if (!answer.substring(0, line).strip().equals("0")) {
            throw new CaptureFailed(command.split(" ", 2)[0] + ": "
                    + text.strip().lines().findFirst().orElse("failed"));
        }
        return text;
    }

    private String exchange(String request) throws CaptureFailed, IOException, InterruptedException {
        Path socket = process.root().resolve("tmp/.java_pid" + process.ownPid());
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            open(socket);
        }
        if (!Files.getAttribute(socket, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(process.uid())) {
            throw new CaptureFailed("the JVM's socket belongs to another user");
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return answer(channel);
        }
    }

    private void open(Path socket) throws CaptureFailed, IOException, InterruptedException {
        if (process.arguments().contains(DISABLED)) {
            throw new CaptureFailed("the JVM was started with " + DISABLED);
        }
        Path question = socket.resolveSibling(".attach_pid" + process.ownPid());
        Files.createFile(question);
        try {
            TargetFolder.own(question, process);
            Signals.send(process, Signals.QUIT);
            if (!run.awaits(PATIENCE, () -> Files.exists(socket, LinkOption.NOFOLLOW_LINKS))) {
                throw new CaptureFailed("the JVM does not answer within " + PATIENCE.toSeconds() + " s");
            }
        } finally {
            Files.deleteIfExists(question);
        }
    }

    private String answer(SocketChannel channel) throws CaptureFailed, IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            int read = 0;
            while (read >= 0) {
                if (selector.select(Math.max(1, run.left().toMillis())) == 0) {
                    throw new CaptureFailed("the JVM does not end its answer in time");
                }
                selector.selectedKeys().clear();
                read = channel.read(buffer.clear());
                answer.write(buffer.array(), 0, Math.max(0, read));
                if (answer.size() > MAX_ANSWER_BYTES) {
                    throw new CaptureFailed("the JVM answers more than " + MAX_ANSWER_BYTES + " bytes");
                }
            }
        }
        return answer.toString(UTF_8);
    }
}
