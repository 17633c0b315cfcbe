package io.heaptide.importers.jvm;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import jdk.jfr.consumer.RecordingFile;

/** Recordings of JDK Flight Recorder, also those that async-profiler writes: allocations, and what survived of them. */
final class JfrImporter implements ProfileImporter {

    private final Optional<Instant> since;

    /** Of all that lives. */
    JfrImporter() {
        this(Optional.empty());
    }

    /** Of what was allocated since an instant, if one is given, and survived the last collection. */
    JfrImporter(Optional<Instant> since) {
        this.since = since;
    }

    @Override
    public String format() {
        return "jfr";
    }

    @Override
    public boolean recognises(ProfileHead head) {
        return head.startsWith(JfrChunks.MAGIC);
    }

    @Override
    public HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException {
        Path file = source.file();
        JfrChunks whole = JfrChunks.of(file);
        if (whole.bytes() == 0) {
            throw new BadProfile("no whole chunk: " + whole.missing().orElse("the file is empty"));
        }
        RecordedSites sites = new RecordedSites(policy, since);
        Optional<String> broken = whole.missing().isEmpty() ? add(file, sites) : addStart(file, whole, sites);
        return new HeapProfile(
                format(),
                sites.listedAt().or(whole::end),
                sites.sites(),
                broken.or(whole::missing).or(sites::missing));
    }

    private static Optional<String> addStart(Path file, JfrChunks whole, RecordedSites sites) throws IOException {
        Path start = Files.createTempFile("heaptide-", ".jfr");
        try {
            try (InputStream in = Files.newInputStream(file);
                    OutputStream out = Files.newOutputStream(start)) {
                copy(in, out, whole.bytes());
            }
            return add(start, sites);
        } finally {
            Files.deleteIfExists(start);
        }
    }

    /** Adds the file's events up to where it turns out to be damaged; tells what is wrong there. */
    private static Optional<String> add(Path file, RecordedSites sites) throws IOException {
        long events = 0;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                sites.add(recording.readEvent());
                events++;
            }
            return Optional.empty();
        } catch (IOException | RuntimeException | VirtualMachineError damaged) {
            // the JDK's reader trusts the counts, offsets and types in the file, and fails in any of these ways
            if (events == 0) {
                throw new BadProfile("no event can be read: " + damaged, damaged);
            }
            return Optional.of("no event can be read after the first " + events + ": " + damaged);
        }
    }

    private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long left = bytes;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                return;
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}
