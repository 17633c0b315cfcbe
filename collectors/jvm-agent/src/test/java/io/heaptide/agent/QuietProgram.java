package io.heaptide.agent;

import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/** A host that talks on both streams, brings its own log manager, lives a while and ends with a code of its own. */
final class QuietProgram {

    static final int EXIT_CODE = 7;

    private QuietProgram() {}

    public static void main(String[] arguments) throws Exception {
        TimeUnit.SECONDS.sleep(4);
        System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
        System.out.println(
                "logs through " + LogManager.getLogManager().getClass().getSimpleName());
        System.err.println("a complaint of its own");
        System.exit(EXIT_CODE);
    }

    /** What an application server would bring. */
    public static final class OwnLogManager extends LogManager {}
}
