package io.heaptide.agent;

/** Whether the JVM is going down. */
final class HostShutdown {

    private HostShutdown() {}

    /** There is no such question in the JDK, but it refuses a shutdown hook from then on. */
    static boolean inProgress() {
        Thread probe = new Thread(() -> {}, "heaptide-probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException refused) {
            return true;
        }
    }
}
