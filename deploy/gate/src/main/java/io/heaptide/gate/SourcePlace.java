package io.heaptide.gate;

/**
 * Where in the source a reader should look.
 *
 * @param path below the project's folder, with forward slashes; the bare file name if the project does not have the file
 * @param line from 1; 1 where only the file is known
 */
public record SourcePlace(String path, int line) {

    public SourcePlace {
        if (path.isBlank()) {
            throw new IllegalArgumentException("path must not be blank");
        }
        if (line < 1) {
            throw new IllegalArgumentException("line must be at least 1, got " + line);
        }
    }
}
