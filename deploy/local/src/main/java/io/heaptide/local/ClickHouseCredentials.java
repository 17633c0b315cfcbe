package io.heaptide.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;

/** The passwords of the two users, made once per data directory and readable by its owner alone. */
record ClickHouseCredentials(String password, String readOnlyPassword) {
    static final String USER = "heaptide";
    static final String READ_ONLY_USER = "heaptide_ro";
    private static final int RANDOM_BYTES = 24;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    static ClickHouseCredentials keptIn(EngineFiles files) {
        Path file = files.directory().resolve("credentials.properties");
        try {
            if (!Files.exists(file)) {
                write(file, new ClickHouseCredentials(random(), random()));
            }
            return read(file);
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot keep ClickHouse's passwords in " + file, unusable);
        }
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void write(Path file, ClickHouseCredentials credentials) throws IOException {
        Properties lines = new Properties();
        lines.setProperty(USER, credentials.password);
        lines.setProperty(READ_ONLY_USER, credentials.readOnlyPassword);
        Files.createFile(file, OWNER_ONLY);
        try (Writer out = Files.newBufferedWriter(file)) {
            lines.store(out, null);
        }
    }

    private static ClickHouseCredentials read(Path file) throws IOException {
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            lines.load(in);
        }
        return new ClickHouseCredentials(lines.getProperty(USER, ""), lines.getProperty(READ_ONLY_USER, ""));
    }

    String passwordSha256() {
        return sha256(password);
    }

    String readOnlyPasswordSha256() {
        return sha256(readOnlyPassword);
    }

    private static String sha256(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "ClickHouseCredentials[<redacted>]";
    }
}
