package io.heaptide.importers;

/**
 * One frame of a stack: a function with a name, or an address in a module that nobody has named yet.
 *
 * @param function readable and demangled; empty if unknown
 * @param source file and line as {@code cache.c:42}; empty if unknown
 * @param module the binary; empty if unknown
 * @param offset of the instruction in the function, if that has a name, or else in the module's file; 0 if
 *     unknown. {@link Provenance} tells of exceptions
 */
public record Frame(String function, String source, String module, long offset) {

    /** A stack that the tool could not walk. */
    public static final Frame UNKNOWN = named("unknown");

    /** A function, as {@code com.acme.Cache.put} or {@code shop::cache::put(int)}. */
    public static Frame named(String function) {
        return new Frame(function, "", "", 0);
    }

    /** A function and the line in it. */
    public static Frame named(String function, String source) {
        return new Frame(function, source, "", 0);
    }

    /** An instruction in a binary, still without a name. */
    public static Frame at(String module, long offset) {
        return new Frame("", "", module, offset);
    }

    /** Whether it says which function it is. */
    public boolean isNamed() {
        return !function.isEmpty();
    }

    /** As people and fingerprints read it: {@code cache_put (cache.c:42)}, or {@code libshop.so!0x11a9}. */
    public String text() {
        if (!isNamed()) {
            return moduleName() + "!0x" + Long.toHexString(offset);
        }
        return source.isEmpty() ? function : function + " (" + source + ")";
    }

    /** Without the directories, in which builds and hosts differ. */
    private String moduleName() {
        return module.substring(module.lastIndexOf('/') + 1);
    }
}
