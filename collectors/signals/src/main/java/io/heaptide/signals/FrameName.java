package io.heaptide.signals;

import java.util.List;
import java.util.regex.Pattern;

/** A stack frame without what changes from build to build: line numbers, offsets, and the numbers of generated code. */
final class FrameName {

    private record Rule(Pattern pattern, String replacement) {

        static Rule of(String regex, String replacement) {
            return new Rule(Pattern.compile(regex), replacement);
        }
    }

    /** In this order: what stands at the ends first, then numbering inside. */
    private static final List<Rule> RULES = List.of(
            Rule.of("^at ", ""),
            Rule.of("^[\\w.-]*+//", ""), // class loader: app//
            Rule.of("^(?:[\\w.-]++/)?[\\w.]++@[\\w.+-]++/", ""), // module@version/
            Rule.of("^(?:java|jdk)\\.[\\w.]++/", ""), // a module of the JDK
            Rule.of("\\s*\\[[^\\]]*\\]$", ""), // bcc: the binary
            Rule.of("\\+0x[0-9a-fA-F]+$", ""), // offset in a function
            Rule.of("\\([^()]*\\)$", ""), // (File.java:12), or the parameter types that inlining may change
            Rule.of(":\\d+(?::\\d+)?$", ""), // :line:column
            Rule.of("\\$\\$Lambda(?:\\$\\d+)?(?:[./+]0x[0-9a-f]+)?", "\\$\\$Lambda"), // hidden classes of lambdas
            Rule.of("[./+]0x[0-9a-f]{8,}", ""), // other hidden classes
            Rule.of("\\$\\$(?:Enhancer|FastClass)?By\\w*CGLIB\\$\\$\\w+", "\\$\\$CGLIB"),
            Rule.of("\\$\\$SpringCGLIB\\$\\$\\d+", "\\$\\$CGLIB"),
            Rule.of("\\$(ByteBuddy|HibernateProxy|MockitoMock|auxiliary)\\$\\w+", "\\$$1"),
            Rule.of("\\bjdk\\.proxy\\d+\\.", "jdk.proxy."),
            Rule.of("\\$Proxy\\d+", "\\$Proxy"),
            Rule.of("(Generated(?:Method|Constructor|SerializationConstructor)Accessor)\\d+", "$1"),
            Rule.of("\\$(\\d+)(?=$|[.$(])", "\\$"), // lambda$put$3, Cache$1: numbered in order of appearance
            Rule.of("\\$lambda-\\d+", "\\$lambda"), // Kotlin
            Rule.of("\\.(func|gowrap)\\d+(?:\\.\\d+)*", ".$1"), // Go closures
            Rule.of("\\.(?:constprop|isra|part|cold|lto_priv|llvm)(?:\\.\\d+)*$", "")); // clones a compiler makes

    private static final Pattern ADDRESS = Pattern.compile("(?:0x)?[0-9a-fA-F]{6,}|\\?\\?|\\[unknown\\]|");

    private FrameName() {}

    static String normalise(String frame) {
        String name = frame.strip();
        for (Rule rule : RULES) {
            name = rule.pattern().matcher(name).replaceAll(rule.replacement());
        }
        return RustHash.removedFrom(name); // last: compilers mark their clones behind it
    }

    /** A frame nobody could name differs in every process, and says nothing. */
    static boolean isNamed(String frame) {
        return !ADDRESS.matcher(frame).matches();
    }
}
