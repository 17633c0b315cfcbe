package io.heaptide.local;

import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;

/** A terminal of the process's own on file descriptor 0, at which this program types. */
final class TypedInput {
    private static final int STANDARD_INPUT = 0;
    private static final int READ_WRITE = 2;
    private static final int NO_CONTROLLING_TERMINAL = Platform.isMac() ? 0x20000 : 0x100;

    private final int keyboard;
    private final int former;

    private TypedInput(int keyboard, int former) {
        this.keyboard = keyboard;
        this.former = former;
    }

    static TypedInput replaceStandardInput() {
        PosixLibrary c = PosixLibrary.C;
        int former = c.dup(STANDARD_INPUT);
        int keyboard = c.posix_openpt(READ_WRITE | NO_CONTROLLING_TERMINAL);
        c.grantpt(keyboard);
        c.unlockpt(keyboard);
        c.dup2(c.open(c.ptsname(keyboard), READ_WRITE | NO_CONTROLLING_TERMINAL), STANDARD_INPUT);
        return new TypedInput(keyboard, former);
    }

    /** Where what was the standard input can be read now. */
    String formerInput() {
        return "/dev/fd/" + former;
    }

    void type(String line) {
        byte[] keys = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        PosixLibrary.C.write(keyboard, keys, new NativeLong(keys.length));
    }
}
