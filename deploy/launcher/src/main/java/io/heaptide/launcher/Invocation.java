package io.heaptide.launcher;

/** A command as the user would type it. */
final class Invocation {

    private Invocation() {}

    static String of(String words) {
        return System.getProperty("heaptide.command", "heaptide") + " " + words;
    }
}
