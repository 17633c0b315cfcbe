package io.heaptide.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Linux Landlock: from here on, this thread and all it starts can open no file outside the given directories.
 *
 * <p>Needed because this build of ClickHouse checks no privilege for the scalar function {@code file()}: without the
 * fence, whoever may say SELECT may read whatever this user can. Layouts and numbers are those of
 * {@code linux/landlock.h}, the same on every architecture.
 */
final class FileFence {
    private static final NativeLong CREATE_RULESET = new NativeLong(444);
    private static final NativeLong ADD_RULE = new NativeLong(445);
    private static final NativeLong RESTRICT_SELF = new NativeLong(446);
    private static final NativeLong NONE = new NativeLong(0);
    private static final NativeLong VERSION_FLAG = new NativeLong(1);
    private static final NativeLong PATH_BENEATH = new NativeLong(1);
    private static final int FIRST_VERSION_WITH_MOVES = 2; // the first refuses every move between directories
    private static final int NO_NEW_PRIVILEGES = 38;
    private static final int OPEN_PATH_ONLY = 0x20_0000;
    private static final int CLOSE_ON_EXEC = 0x8_0000;

    private static final long READ_FILE = 1 << 2;
    private static final long READ_DIRECTORY = 1 << 3;
    private static final long EVERYTHING = (1 << 14) - 1; // execute, read, write, make, remove, move: bits 0 to 13
    private static final long ON_A_FILE = (1 << 3) - 1; // execute, write, read

    private FileFence() {}

    /** Whether this kernel can do it. */
    static boolean isAvailable() {
        if (!Platform.isLinux()) {
            return false;
        }
        try {
            NativeLong version = PosixLibrary.C.syscall(CREATE_RULESET, Pointer.NULL, NONE, VERSION_FLAG);
            return version.intValue() >= FIRST_VERSION_WITH_MOVES;
        } catch (LastErrorException notInThisKernel) {
            return false;
        }
    }

    /** Paths that do not exist are left out. */
    static void enter(List<Path> writable, List<Path> readable) {
        PosixLibrary c = PosixLibrary.C;
        NativeLong ruleset;
        try (Memory handled = new Memory(Long.BYTES)) {
            handled.setLong(0, EVERYTHING);
            ruleset = c.syscall(CREATE_RULESET, handled, new NativeLong(handled.size()), NONE);
        }
        writable.stream().filter(Files::exists).forEach(path -> allow(ruleset, path, EVERYTHING));
        readable.stream().filter(Files::exists).forEach(path -> allow(ruleset, path, READ_FILE | READ_DIRECTORY));
        c.prctl(NO_NEW_PRIVILEGES, new NativeLong(1), NONE, NONE, NONE);
        c.syscall(RESTRICT_SELF, ruleset, NONE, NONE);
        c.close(ruleset.intValue());
    }

    private static void allow(NativeLong ruleset, Path path, long access) {
        int descriptor = PosixLibrary.C.open(path.toString(), OPEN_PATH_ONLY | CLOSE_ON_EXEC);
        try (Memory rule = new Memory(Long.BYTES + Integer.BYTES)) {
            rule.setLong(0, Files.isDirectory(path) ? access : access & ON_A_FILE);
            rule.setInt(Long.BYTES, descriptor);
            PosixLibrary.C.syscall(ADD_RULE, ruleset, PATH_BENEATH, rule, NONE);
        }
        // stays open: the rule is for an inode, and /proc would make a new one for the same path after a while
    }
}
