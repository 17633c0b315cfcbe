package io.heaptide.node.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code /dev/kmsg} for kills. A thread of its own waits in the read, which costs nothing until the kernel speaks;
 * counters of cgroups tell kills too, but are gone with the cgroup, often before anyone has looked.
 */
public final class KernelLog {

    private static final Logger LOG = LoggerFactory.getLogger(KernelLog.class);

    /** A record is at most 1 KiB of text and as much of key and value; a smaller buffer would be refused. */
    private static final int RECORD_BYTES = 8 << 10;

    /** One broken device must not spin: the kernel answers an overrun with one error, not with a row of them. */
    private static final int MOST_ERRORS_IN_A_ROW = 100;

    private final BlockingQueue<OomKill> kills = new ArrayBlockingQueue<>(1024);
    private final String path;
    private volatile boolean following;
    private final AtomicLong lost = new AtomicLong();

    /** Begins to follow; kills that the log still holds from before are told like new ones, with their time. */
    public static KernelLog follow(String path) {
        KernelLog log = new KernelLog(path);
        Thread thread = new Thread(log::read, "heaptide-kernel-log");
        thread.setDaemon(true); // a read of this device cannot be interrupted
        thread.start();
        return log;
    }

    private KernelLog(String path) {
        this.path = path;
    }

    /** The kills since the last call. */
    public List<OomKill> drain() {
        List<OomKill> drained = new ArrayList<>();
        kills.drainTo(drained);
        return drained;
    }

    /** Whether the log can be read on this machine. */
    public boolean isFollowing() {
        return following;
    }

    /** Kills beyond what is held between two calls of {@link #drain}. */
    public long lostCount() {
        return lost.get();
    }

    private void read() {
        try (FileInputStream in = new FileInputStream(path)) {
            following = true;
            follow(in);
        } catch (IOException forbidden) {
            LOG.info(
                    "{} cannot be read: kills are told by counters of cgroups alone: {}", path, forbidden.getMessage());
        } finally {
            following = false;
        }
    }

    private void follow(FileInputStream in) throws IOException {
        byte[] record = new byte[RECORD_BYTES];
        int errors = 0;
        while (true) {
            try {
                int length = in.read(record); // one record a read
                if (length < 0) {
                    return;
                }
                errors = 0;
                OomKill.parse(new String(record, 0, length, UTF_8)).ifPresent(this::keep);
            } catch (IOException overrun) {
                if (++errors > MOST_ERRORS_IN_A_ROW) {
                    throw overrun;
                }
            }
        }
    }

    private void keep(OomKill kill) {
        if (!kills.offer(kill)) {
            lost.incrementAndGet();
        }
    }
}
