package io.heaptide.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens in a file that may change while the gateway runs, as a mounted secret does. */
final class TokenFile {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

    private final Path path;
    private final long pauseNanos;
    private State state;

    private record State(BearerTokens tokens, FileTime modified, long lookedNanos) {}

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException naming the file, if it cannot be read or is not one of tokens
     */
    TokenFile(Path path, Duration pause) {
        this.path = path;
        this.pauseNanos = pause.toNanos();
        this.state = read();
    }

    /** The tokens as they are, as of one pause ago at most; those before, where a change cannot be read. */
    synchronized BearerTokens tokens() {
        if (System.nanoTime() - state.lookedNanos() >= pauseNanos) {
            state = lookedAgain();
        }
        return state.tokens();
    }

    private State lookedAgain() {
        try {
            if (!Files.getLastModifiedTime(path).equals(state.modified())) {
                State changed = read();
                LOG.info("{} changed: {}", path, changed.tokens());
                return changed;
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.warn("keeping the tokens as they were: {}", unreadable.getMessage());
        }
        return new State(state.tokens(), state.modified(), System.nanoTime());
    }

    private State read() {
        try {
            FileTime modified = Files.getLastModifiedTime(path);
            return new State(BearerTokens.parse(Files.readString(path)), modified, System.nanoTime());
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the token file " + path + " cannot be read: " + unreadable, unreadable);
        } catch (IllegalArgumentException noTokens) {
            throw new IllegalArgumentException("the token file " + path + ": " + noTokens.getMessage(), noTokens);
        }
    }
}
