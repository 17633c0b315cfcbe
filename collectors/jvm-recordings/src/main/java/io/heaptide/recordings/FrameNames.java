package io.heaptide.recordings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names frames the way their author wrote them, the same in every run and every build. */
final class FrameNames {

    /** Subclasses made at run time: what follows the author's class name is a counter or a hash. */
    private static final Pattern GENERATED_SUBCLASS =
            Pattern.compile("(\\$\\$(EnhancerBy|FastClassBy|SpringCGLIB|KeyFactoryBy)|\\$ByteBuddy\\$|\\$MockitoMock\\$"
                    + "|\\$HibernateProxy\\$|_\\$\\$_(Weld|jvst|javassist)).*");

    private static final Pattern LAMBDA_CLASS = Pattern.compile("\\$\\$Lambda$");
    private static final Pattern PROXY_CLASS = Pattern.compile("(^|\\.)\\$Proxy\\d+$");

    private static final Pattern JAVA_LAMBDA = Pattern.compile("^lambda\\$(.+?)\\$\\d+$");
    private static final Pattern KOTLIN_LAMBDA = Pattern.compile("^(.+?)\\$lambda[-$]\\d+.*$");
    private static final Pattern SCALA_LAMBDA = Pattern.compile("^\\$anonfun\\$(.+?)\\$\\d+.*$");
    private static final Pattern CGLIB_METHOD = Pattern.compile("^CGLIB\\$(.+)\\$\\d+$");
    private static final Pattern SYNTHETIC_ACCESSOR = Pattern.compile("^access\\$\\d+$");
    private static final List<Pattern> WRAPPED_METHODS =
            List.of(JAVA_LAMBDA, KOTLIN_LAMBDA, SCALA_LAMBDA, CGLIB_METHOD);

    /** Whose frames say how something was stored, not who decided to store it. */
    private static final List<String> PLUMBING = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "kotlin.",
            "kotlinx.",
            "scala.",
            "groovy.lang.",
            "org.codehaus.groovy.",
            "clojure.lang.",
            "com.google.common.base.",
            "com.google.common.cache.",
            "com.google.common.collect.",
            "com.github.benmanes.caffeine.",
            "it.unimi.dsi.fastutil.",
            "org.apache.commons.collections.",
            "org.apache.commons.collections4.",
            "org.eclipse.collections.");

    private FrameNames() {}

    /** {@code package.Class.method}, or nothing for a frame that only a compiler or a proxy factory put there. */
    static Optional<String> readable(String type, String method) {
        String name = TypeNames.withoutRunNumber(type);
        if (LAMBDA_CLASS.matcher(name).find()
                || PROXY_CLASS.matcher(name).find()
                || SYNTHETIC_ACCESSOR.matcher(method).matches()) {
            return Optional.empty();
        }
        return Optional.of(GENERATED_SUBCLASS.matcher(name).replaceFirst("") + "." + method(method));
    }

    static boolean isPlumbing(String frame) {
        return PLUMBING.stream().anyMatch(frame::startsWith);
    }

    /** A lambda belongs to the method it is written in; its number changes with every edit above it. */
    private static String method(String name) {
        for (Pattern wrapped : WRAPPED_METHODS) {
            Matcher matcher = wrapped.matcher(name);
            if (matcher.matches()) {
                return constructor(matcher.group(1));
            }
        }
        return name;
    }

    private static String constructor(String name) {
        return switch (name) {
            case "new" -> "<init>";
            case "static" -> "<clinit>";
            default -> name;
        };
    }
}
