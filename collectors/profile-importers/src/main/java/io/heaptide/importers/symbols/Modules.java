package io.heaptide.importers.symbols;

import io.heaptide.signals.AllocationSiteFingerprint;

/** The binaries that functions are in. */
public final class Modules {

    private static final String IN = "!";

    private Modules() {}

    /** Without the directories, in which builds and machines differ. */
    public static String name(String module) {
        return module.substring(module.lastIndexOf('/') + 1);
    }

    /**
     * Whether a library belongs to the system or to an allocator. On most machines these are stripped: what one tool names
     * by debug information is no more than an offset to another, or the name of the nearest export.
     */
    public static boolean isPlumbing(String module) {
        return AllocationSiteFingerprint.isPlumbing(name(module) + IN);
    }

    /** A function's name, behind its library's where that is plumbing and the name does not say so. */
    public static String qualified(String function, String module) {
        boolean needed = isPlumbing(module) && !AllocationSiteFingerprint.isPlumbing(function);
        return needed ? name(module) + IN + function : function;
    }
}
