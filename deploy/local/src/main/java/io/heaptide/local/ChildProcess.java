package io.heaptide.local;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;

/**
 * Runs any main class as a well-behaved child: {@code ChildProcess attached|detached MainClass [argument ...]}.
 *
 * <p>Out of the terminal's process group, so Ctrl-C reaches the launcher alone; and if attached, ended in order once
 * the parent is gone, however suddenly.
 */
public final class ChildProcess {
    private static final String ATTACHED = "attached";
    private static final List<String> MODES = List.of(ATTACHED, "detached");

    private ChildProcess() {}

    /** Never returns before the main class does. Exits with 2 if there is none to run, with 1 if it fails. */
    public static void main(String[] arguments) {
        if (arguments.length < 2 || !MODES.contains(arguments[0])) {
            System.err.println("usage: ChildProcess attached|detached MainClass [argument ...]");
            System.exit(2);
        }
        OwnSession.enter();
        if (arguments[0].equals(ATTACHED)) {
            Lifeline.watch(System.in, () -> System.exit(0));
        }
        run(arguments[1], Arrays.copyOfRange(arguments, 2, arguments.length));
    }

    private static void run(String mainClass, String[] arguments) {
        try {
            Class.forName(mainClass).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException itsOwn) {
            itsOwn.getTargetException().printStackTrace(); // as if it had been started without us
            System.exit(1);
        } catch (ReflectiveOperationException unusable) {
            System.err.println("cannot run " + mainClass + ": " + unusable);
            System.exit(2);
        }
    }
}
