package io.heaptide.local;

import com.sun.jna.Platform;

/** Takes a child out of the terminal's process group: Ctrl-C is for the launcher, which then stops engines in order. */
final class OwnSession {
    private OwnSession() {}

    static void enter() {
        if (!Platform.isWindows()) {
            PosixLibrary.C.setsid(); // fails only for a process that has left the terminal's group before
        }
    }
}
