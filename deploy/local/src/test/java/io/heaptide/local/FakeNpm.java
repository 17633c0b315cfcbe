package io.heaptide.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A shell script in npm's place that serves an archive made here, and counts how often it was asked. */
final class FakeNpm {
    static final String LIBRARY_TEXT = "not really a library";

    private final Path directory;

    FakeNpm(Path directory) {
        this.directory = directory;
    }

    /** Serves a package with a library and something else in it. */
    String serving() {
        return serving(integrityOf(archive()));
    }

    String serving(String integrity) {
        archive();
        return script("""
                echo "$1" >> %1$s/calls
                case "$1" in
                  view) echo '%2$s' ;;
                  pack) cp %1$s/archive.tgz chdb-lib.tgz ;;
                esac
                """.formatted(directory, integrity));
    }

    String failing() {
        return script("echo 'npm error code E404' >&2; exit 3\n");
    }

    long calls(String command) throws IOException {
        Path calls = directory.resolve("calls");
        return Files.exists(calls)
                ? Files.readAllLines(calls).stream().filter(command::equals).count()
                : 0;
    }

    Path archive() {
        Path archive = directory.resolve("archive.tgz");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            add(tar, "package/package.json", "{}");
            add(tar, "package/libchdb.so", LIBRARY_TEXT);
            add(tar, "package/chdb_node.node", "something else");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return archive;
    }

    static String integrityOf(Path archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive));
            return "sha512-" + Base64.getEncoder().encodeToString(digest);
        } catch (IOException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private String script(String body) {
        Path script = directory.resolve("npm");
        try {
            Files.writeString(script, "#!/bin/sh\n" + body);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return script.toString();
    }
}
