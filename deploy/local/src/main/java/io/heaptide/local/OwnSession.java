package io.heaptide.local;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** Takes a child out of the terminal's process group: Ctrl-C is for the launcher, which then stops engines in order. */
final class OwnSession {
    /** The part of the C library that is needed. */
    interface Posix extends Library {
        int setsid();
    }

    private OwnSession() {}

    static void enter() {
        if (!Platform.isWindows()) {
            // -1 means that this process already leads a group: then it has left the terminal's before
            Native.load("c", Posix.class).setsid();
        }
    }
}
