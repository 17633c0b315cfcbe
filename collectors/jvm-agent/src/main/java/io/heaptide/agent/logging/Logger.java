package io.heaptide.agent.logging;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for {@code java.util.logging.Logger} inside the shaded jar.
 *
 * <p>The bundled libraries log through java.util.logging, and whoever touches that first fixes the log manager of the
 * whole process; application servers bring their own and must be first. So the build points the libraries here. Silent
 * unless {@code HEAPTIDE_AGENT_LOG_LEVEL} or {@code -Dheaptide.agent.log.level} names a level: an unreachable
 * collector must not write into its host's terminal.
 */
public final class Logger {

    private static final String PROPERTY = "heaptide.agent.log.level";
    private static final Level THRESHOLD = threshold();

    private final String name;

    private Logger(String name) {
        this.name = name;
    }

    /** A logger of that name; all share one threshold. */
    public static Logger getLogger(String name) {
        return new Logger(name);
    }

    public String getName() {
        return name;
    }

    public boolean isLoggable(Level level) {
        return level.intValue() >= THRESHOLD.intValue() && !THRESHOLD.equals(Level.OFF);
    }

    public void log(Level level, String message) {
        log(level, message, (Throwable) null);
    }

    public void log(Level level, String message, @Nullable Object parameter) {
        log(level, message, new @Nullable Object[] {parameter});
    }

    public void log(Level level, String message, @Nullable Object @Nullable [] parameters) {
        if (isLoggable(level)) {
            log(level, MessageFormat.format(message, parameters), (Throwable) null);
        }
    }

    public void log(Level level, String message, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            System.err.println(
                    "heaptide agent: " + level + " " + name + ": " + message + (thrown == null ? "" : ": " + thrown));
        }
    }

    public void severe(String message) {
        log(Level.SEVERE, message);
    }

    public void warning(String message) {
        log(Level.WARNING, message);
    }

    public void info(String message) {
        log(Level.INFO, message);
    }

    public void config(String message) {
        log(Level.CONFIG, message);
    }

    public void fine(String message) {
        log(Level.FINE, message);
    }

    public void finer(String message) {
        log(Level.FINER, message);
    }

    public void finest(String message) {
        log(Level.FINEST, message);
    }

    private static Level threshold() {
        String wanted = System.getProperty(PROPERTY, System.getenv("HEAPTIDE_AGENT_LOG_LEVEL"));
        if (wanted == null || wanted.isBlank()) {
            return Level.OFF;
        }
        try {
            return Level.parse(wanted.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            System.err.println("heaptide agent: " + PROPERTY + " must be a java.util.logging level, got " + wanted);
            return Level.OFF;
        }
    }
}
