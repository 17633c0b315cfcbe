package io.heaptide.importers.symbols;

import io.heaptide.signals.AllocationSiteFingerprint;
import io.heaptide.signals.RustHash;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of functions in C, C++ and Rust as all tools should spell them. */
public final class NativeFunction {

    private static final String SCOPE = "::";
    private static final String STANDARD_SCOPE = "std" + SCOPE;

    /** Where the sources of a standard library lie: GCC's, and Rust's as its builders have them. */
    private static final Pattern STANDARD_LIBRARY = Pattern.compile("/include/c\\+\\+/|/rustc/[^/]+/library/");

    /** What the old mangling of Rust makes of signs that a symbol may not have; rustc's {@code legacy.rs}. */
    private static final Pattern ESCAPE = Pattern.compile("\\$(SP|BP|RF|LT|GT|LP|RP|C|u[0-9a-f]{1,6})\\$|\\.\\.");

    /** A part of a symbol may not begin with such a sign, either. */
    private static final Pattern PADDED = Pattern.compile("(?<=^|::)_(?=\\$)");

    private static final Map<String, String> SIGNS =
            Map.of("SP", "@", "BP", "*", "RF", "&", "LT", "<", "GT", ">", "LP", "(", "RP", ")", "C", ",");

    private static final String AS_TRAIT = " as ";

    private NativeFunction() {}

    /**
     * A function's name; with the scope of the standard library where that is not told, as GCC never does of what it has
     * inlined wherever it is called.
     *
     * @param name demangled, as far as a tool could
     * @param path of the source; empty if unknown
     */
    public static String named(String name, String path) {
        String unhashed = RustHash.removedFrom(name);
        String readable = inherent(isEscaped(unhashed) ? unescaped(unhashed) : unhashed);
        boolean standard = STANDARD_LIBRARY.matcher(path).find() && !AllocationSiteFingerprint.isPlumbing(readable);
        return standard ? STANDARD_SCOPE + readable : readable;
    }

    private static boolean isEscaped(String name) {
        return ESCAPE.matcher(name).results().anyMatch(found -> found.group(1) != null);
    }

    private static String unescaped(String name) {
        Matcher escape = ESCAPE.matcher(PADDED.matcher(name).replaceAll(""));
        return escape.replaceAll(found -> Matcher.quoteReplacement(sign(found.group(1))));
    }

    private static String sign(@Nullable String code) {
        if (code == null) { // two dots
            return SCOPE;
        }
        return code.startsWith("u")
                ? Character.toString(Math.min(Character.MAX_CODE_POINT, Integer.parseInt(code.substring(1), 16)))
                : SIGNS.getOrDefault(code, "");
    }

    /** {@code <shop::Orders<u8>>::put} of Rust's new mangling is {@code shop::Orders<T>::put} of the old: no trait is meant. */
    private static String inherent(String name) {
        int end = name.startsWith("<") ? closing(name) : -1;
        if (end < 0 || !name.startsWith(SCOPE, end + 1) || !Character.isLetter(name.charAt(1))) {
            return name;
        }
        String type = name.substring(1, end);
        int arguments = type.indexOf('<');
        String path = arguments < 0 ? type : type.substring(0, arguments);
        boolean ofTrait = type.lastIndexOf(AS_TRAIT) > type.lastIndexOf('>') || path.contains(AS_TRAIT);
        return ofTrait || !path.contains(SCOPE) ? name : type + name.substring(end + 1);
    }

    private static int closing(String name) {
        int depth = 0;
        for (int i = 0; i < name.length(); i++) {
            depth += name.charAt(i) == '<' ? 1 : name.charAt(i) == '>' && name.charAt(i - 1) != '-' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
