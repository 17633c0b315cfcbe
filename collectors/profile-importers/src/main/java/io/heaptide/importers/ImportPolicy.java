package io.heaptide.importers;

/**
 * How much of a profile is read: what a hostile or broken file can cost.
 *
 * @param maxSites stacks kept, the largest ones; programs have thousands, and the leak is among the first
 * @param maxFrames innermost frames kept of a stack; deep recursion makes endless ones, whose ends tell nothing
 * @param maxTextChars of one line, name or other text; C++ templates reach tens of thousands
 * @param maxBytes uncompressed, of which a reader that needs a file spools as much
 */
public record ImportPolicy(int maxSites, int maxFrames, int maxTextChars, long maxBytes) {

    public ImportPolicy {
        if (maxSites < 1) {
            throw new IllegalArgumentException("import.maxSites must be at least 1, got " + maxSites);
        }
        if (maxFrames < 1) {
            throw new IllegalArgumentException("import.maxFrames must be at least 1, got " + maxFrames);
        }
        if (maxTextChars < 128) {
            throw new IllegalArgumentException("import.maxTextChars must be at least 128, got " + maxTextChars);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("import.maxBytes must be at least 1, got " + maxBytes);
        }
    }

    public static ImportPolicy defaults() {
        return new ImportPolicy(20_000, 128, 64 << 10, 64L << 30);
    }
}
