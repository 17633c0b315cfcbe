package io.heaptide.diagnosis.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The heap profiles that a process writes by itself, whose names begin alike. They are its own and stay. */
final class DumpFiles {

    private static final String SUFFIX = ".heap";

    private final Path folder;
    private final String beginning;

    private DumpFiles(Path folder, String beginning) {
        this.folder = folder;
        this.beginning = beginning;
    }

    /** One of them. */
    record Dump(Path file, Instant at, long bytes) {}

    /**
     * Those under a prefix as the process knows it, absolute or relative to where it works.
     *
     * @throws CaptureFailed if the way there leads over a link, which may point out of the process's file system
     */
    static DumpFiles of(TargetProcess process, String prefix) throws CaptureFailed, IOException {
        Path own = Files.readSymbolicLink(process.file("cwd")).resolve(prefix).normalize();
        Path folder = process.root();
        for (int part = 0; part < own.getNameCount() - 1; part++) {
            folder = folder.resolve(own.getName(part));
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new CaptureFailed("the process's profiles lie behind a link, or nowhere: " + own);
            }
        }
        return new DumpFiles(folder, own.getFileName().toString());
    }

    /** The newest one that was written after an instant. */
    Optional<Dump> newestAfter(Instant earlier) throws IOException {
        return list().stream().filter(dump -> dump.at().isAfter(earlier)).max(Comparator.comparing(Dump::at));
    }

    private List<Dump> list() throws IOException {
        List<Dump> dumps = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, this::isOne)) {
            for (Path file : files) {
                dumps.add(look(file));
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            dumps.clear(); // with its process, or a file between two looks
        }
        return dumps;
    }

    /** The same one as it is now. */
    static Dump again(Dump dump) throws IOException {
        return look(dump.file());
    }

    private static Dump look(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new Dump(file, attributes.lastModifiedTime().toInstant(), attributes.size());
    }

    private boolean isOne(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(beginning)
                && name.endsWith(SUFFIX)
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    static InputStream open(Dump dump) throws IOException {
        return Files.newInputStream(dump.file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }
}
