package io.heaptide.diagnosis.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A temporary folder inside a process's own file system, which belongs to its user. What is read and removed there goes
 * through open directories and never through a link: the process may be hostile, and this one may be root.
 */
final class TargetFolder implements Closeable {

    private static final String TEMPORARY = "tmp";

    private final SecureDirectoryStream<Path> parent;
    private final SecureDirectoryStream<Path> folder;
    private final Path name;

    private TargetFolder(SecureDirectoryStream<Path> parent, SecureDirectoryStream<Path> folder, Path name) {
        this.parent = parent;
        this.folder = folder;
        this.name = name;
    }

    /** Makes one for this capture. */
    static TargetFolder in(TargetProcess process) throws CaptureFailed, IOException {
        Path temporary = process.root().resolve(TEMPORARY);
        if (!Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
            throw new CaptureFailed("the process has no directory /" + TEMPORARY);
        }
        Path made = Files.createTempDirectory(
                temporary,
                "heaptide-capture-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        SecureDirectoryStream<Path> parent = secure(temporary);
        try {
            own(made, process);
            return new TargetFolder(parent, secure(made), made.getFileName());
        } catch (IOException failed) {
            parent.deleteDirectory(made.getFileName());
            parent.close();
            throw failed;
        }
    }

    /** Gives a file or folder to the process's user. */
    static void own(Path path, TargetProcess process) throws IOException {
        Files.setAttribute(path, "unix:gid", process.gid(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", process.uid(), LinkOption.NOFOLLOW_LINKS);
    }

    /** The path by which the process itself reaches a file of this folder, which is removed with it. */
    String path(String file) {
        return "/" + TEMPORARY + "/" + name + "/" + file;
    }

    /** Writes a file for the process to read. */
    void write(String file, byte[] content) throws IOException {
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = folder.newByteChannel(
                        Path.of(file),
                        fresh,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
                var out = Channels.newOutputStream(channel)) {
            out.write(content);
        }
    }

    /** Its size; 0 if it is not there. */
    long size(String file) throws IOException {
        try {
            return folder.getFileAttributeView(Path.of(file), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .size();
        } catch (NoSuchFileException absent) {
            return 0;
        }
    }

    /** What the process wrote. */
    InputStream read(String file, long maxBytes) throws CaptureFailed, IOException {
        long bytes = size(file);
        if (bytes == 0 || bytes > maxBytes) {
            throw new CaptureFailed("the process wrote " + bytes + " bytes, expected are up to " + maxBytes);
        }
        return Channels.newInputStream(
                folder.newByteChannel(Path.of(file), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    }

    @Override
    public void close() throws IOException {
        for (Path file : folder) {
            folder.deleteFile(file.getFileName());
        }
        folder.close();
        parent.deleteDirectory(name);
        parent.close();
    }

    @SuppressWarnings("StreamResourceLeak") // whoever makes the folder closes it
    private static SecureDirectoryStream<Path> secure(Path folder) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("this system cannot open a directory for good: " + folder);
    }
}
