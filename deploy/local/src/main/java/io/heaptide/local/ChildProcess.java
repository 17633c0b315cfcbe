package io.heaptide.local;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs any main class as a well-behaved child: {@code ChildProcess attached|detached MainClass [argument ...]}.
 *
 * <p>Out of the terminal's process group, so Ctrl-C reaches the launcher alone; and if attached, ended in order once
 * the parent is gone, however suddenly.
 */
public final class ChildProcess {

    private ChildProcess() {}

    /** Never returns before the main class does. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        if (arguments.length < 2) {
            System.err.println("usage: ChildProcess attached|detached MainClass [argument ...]");
            System.exit(2);
        }
        OwnSession.enter();
        Lifeline.watch(arguments[0], System.in, () -> System.exit(0));
        run(arguments[1], Arrays.copyOfRange(arguments, 2, arguments.length));
    }

    private static void run(String mainClass, String[] arguments) throws ReflectiveOperationException {
        try {
            Class.forName(mainClass).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            // the class's own failure, shown as if it had been started without us
            e.getTargetException().printStackTrace();
            System.exit(1);
        }
    }
}
