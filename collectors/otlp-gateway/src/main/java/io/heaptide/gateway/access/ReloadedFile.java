package io.heaptide.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a file says that may change while the gateway runs, as a mounted secret does. Safe to share between threads. */
public final class ReloadedFile<T> {

    /** A mounted secret changes within a minute or so; looking costs one system call. */
    public static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ReloadedFile.class);

    private final Path path;
    private final Function<String, T> parser;
    private final long pauseNanos;
    private State<T> state;

    private record State<T>(T value, FileTime modified, long lookedNanos) {}

    /**
     * Reads the file.
     *
     * @param parser of its text; refuses by an {@link IllegalArgumentException}, whose message quotes no secret
     * @param pause how long it is not looked at again
     * @throws IllegalArgumentException naming the file, if it cannot be read or is not what it should be
     */
    public ReloadedFile(Path path, Function<String, T> parser, Duration pause) {
        this.path = path;
        this.parser = parser;
        this.pauseNanos = pause.toNanos();
        this.state = read();
    }

    /** What it says, as of one pause ago at most; what it said before, where a change cannot be read. */
    public synchronized T value() {
        if (System.nanoTime() - state.lookedNanos() >= pauseNanos) {
            state = lookedAgain();
        }
        return state.value();
    }

    private State<T> lookedAgain() {
        try {
            if (!Files.getLastModifiedTime(path).equals(state.modified())) {
                State<T> changed = read();
                LOG.info("{} changed and was read again", path);
                return changed;
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.warn("what {} said before still holds: {}", path, unreadable.getMessage());
        }
        return new State<>(state.value(), state.modified(), System.nanoTime());
    }

    private State<T> read() {
        try {
            FileTime modified = Files.getLastModifiedTime(path);
            return new State<>(parser.apply(Files.readString(path)), modified, System.nanoTime());
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(path + " cannot be read: " + unreadable, unreadable);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(path + ": " + wrong.getMessage(), wrong);
        }
    }
}
