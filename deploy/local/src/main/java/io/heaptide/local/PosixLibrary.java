package io.heaptide.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/** The part of the C library that the children need. */
interface PosixLibrary extends Library {
    PosixLibrary C = Native.load("c", PosixLibrary.class);

    /** Returns -1 if the process leads a group already. */
    int setsid();

    int posix_openpt(int flags) throws LastErrorException;

    int grantpt(int terminal) throws LastErrorException;

    int unlockpt(int terminal) throws LastErrorException;

    String ptsname(int terminal);

    int open(String path, int flags) throws LastErrorException;

    int dup(int descriptor) throws LastErrorException;

    int dup2(int from, int to) throws LastErrorException;

    NativeLong write(int descriptor, byte[] bytes, NativeLong count) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;

    int prctl(int option, Object... arguments) throws LastErrorException;

    NativeLong syscall(NativeLong number, Object... arguments) throws LastErrorException;
}
