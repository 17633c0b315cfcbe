package io.heaptide.simulator.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Opens text files for writing. */
final class TextFiles {

    private TextFiles() {}

    static Writer create(Path file) throws IOException {
        OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        boolean compressed = file.toString().endsWith(".gz");
        return new OutputStreamWriter(compressed ? new GZIPOutputStream(bytes, 1 << 16) : bytes, UTF_8);
    }
}
