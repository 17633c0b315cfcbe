package io.heaptide.node.kernel;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the kernel's small files, each at most {@value #MOST_BYTES} bytes, into one buffer. For one thread.
 *
 * <p>A file that is not there is normal: processes and cgroups vanish between being listed and being read.
 */
public final class SmallFiles {

    /** Enough for a large environment and for some ten thousand process ids; the rest is cut off. */
    static final int MOST_BYTES = 64 << 10;

    private static final int STEP_BYTES = 8 << 10;

    /** The kernel fills a page at a time with whole records, none of which is near half a page: less than that was all. */
    private static final int CERTAINLY_ALL = 2 << 10;

    private final byte[] buffer = new byte[MOST_BYTES];
    private long read;
    private long unreadable;

    /** The file's content, empty if it is gone or may not be read. */
    public Optional<KernelFile> read(String path) {
        try (FileInputStream in = new FileInputStream(path)) {
            int length = 0;
            int step;
            do { // in steps for which the JVM needs no memory of its own
                step = in.read(buffer, length, Math.min(STEP_BYTES, MOST_BYTES - length));
                length += Math.max(0, step);
            } while (step > CERTAINLY_ALL && length < MOST_BYTES);
            read++;
            return Optional.of(new KernelFile(buffer, length));
        } catch (FileNotFoundException goneOrForbidden) {
            return Optional.empty();
        } catch (IOException removedWhileOpen) { // ENODEV of a cgroup, ESRCH of a process
            unreadable++;
            return Optional.empty();
        }
    }

    /** How many files were read since the start. */
    public long readCount() {
        return read;
    }

    /** How many vanished while they were being read. */
    public long unreadableCount() {
        return unreadable;
    }
}
