package io.heaptide.signals;

import java.util.regex.Pattern;

/**
 * A function of C, C++ or Rust without what differs between compilers, demanglers and builds: template arguments,
 * parameters, return types, ABI tags, symbol versions, the clones an optimiser makes and the numbering of lambdas. A name
 * without any of these stays as it is, as every name of a managed runtime does.
 */
final class NativeName {

    private static final String SCOPE = "::";
    private static final String OPERATOR = "operator";
    private static final String ANONYMOUS = "(anonymous namespace)";

    /** Stands for {@value #ANONYMOUS} while parentheses and blanks are taken for parameters and return types. */
    private static final String ANONYMOUS_MARK = "{anonymous}";

    private static final Pattern VERSION = Pattern.compile("@(?:plt|@?[A-Z][\\w.]*)$");
    private static final Pattern CLONE = Pattern.compile("(?: \\[clone [^\\]]*\\])+$"
            + "|(?:\\.(?:constprop|isra|part|cold|lto_priv|llvm|localalias)(?:\\.\\d+)*)+$");
    private static final Pattern ABI_TAG = Pattern.compile("\\[abi:[^\\]]*\\]");
    private static final Pattern ANONYMOUS_SPELLING =
            Pattern.compile("\\(anonymous namespace\\)|'anonymous namespace'|<unnamed>");
    private static final Pattern LAMBDA = Pattern.compile(
            "\\{lambda\\([^{}]*\\)#\\d+\\}|'lambda\\d*'\\([^()]*\\)|<lambda\\([^<>]*\\)>|(?<=::)\\$_\\d+");
    private static final Pattern CLOSURE = Pattern.compile("\\{\\{closure\\}\\}|\\{closure#\\d+\\}");
    private static final Pattern TURBOFISH = Pattern.compile("::(?=<)");
    private static final Pattern TEMPLATE = Pattern.compile("\\w<");
    private static final Pattern QUALIFIERS = Pattern.compile("(?<=\\))(?: (?:const|volatile|noexcept)| ?&{1,2})+$");

    private NativeName() {}

    static String normalise(String frame) {
        String name = frame.strip();
        name = VERSION.matcher(name).replaceFirst("");
        name = CLONE.matcher(name).replaceFirst("");
        if (!name.contains(SCOPE)
                && !name.endsWith(")")
                && !TEMPLATE.matcher(name).find()) {
            return name;
        }
        name = ABI_TAG.matcher(name).replaceAll("");
        name = ANONYMOUS_SPELLING.matcher(name).replaceAll(ANONYMOUS_MARK);
        name = LAMBDA.matcher(name).replaceAll("{lambda}");
        name = CLOSURE.matcher(name).replaceAll("{closure}");
        name = withoutTemplateArguments(name);
        name = QUALIFIERS.matcher(name).replaceFirst("");
        return withoutReturnType(withoutParameters(name)).replace(ANONYMOUS_MARK, ANONYMOUS);
    }

    /** Drops each bracketed group that follows a name; {@code <T as Trait>::call} begins with one and keeps it. */
    private static String withoutTemplateArguments(String name) {
        String text = name.startsWith("<") ? name : TURBOFISH.matcher(name).replaceAll("");
        StringBuilder kept = new StringBuilder(text.length());
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (depth == 0 && c == '<' && opensArguments(kept)) {
                depth = 1;
            } else if (depth > 0) {
                depth += c == '<' ? 1 : c == '>' && text.charAt(i - 1) != '-' ? -1 : 0;
            } else {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    private static boolean opensArguments(StringBuilder before) {
        int end = before.length();
        if (endsWith(before, "< ")) { // operator<< <char>
            return true;
        }
        return end > 0 && Character.isJavaIdentifierPart(before.charAt(end - 1)) && !endsWith(before, OPERATOR);
    }

    private static boolean endsWith(StringBuilder text, String end) {
        return text.length() >= end.length()
                && text.substring(text.length() - end.length()).equals(end);
    }

    /** Drops every group in parentheses but the one of {@code operator()}: those of enclosing functions, too. */
    private static String withoutParameters(String name) {
        StringBuilder kept = new StringBuilder(name.length());
        int depth = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (depth == 0 && c == '(' && endsWith(kept, OPERATOR) && name.startsWith("()", i)) {
                kept.append("()");
                i++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                kept.append(c);
            }
        }
        return kept.toString().strip();
    }

    /** Demanglers write the return type of templates, and of no other functions. */
    private static String withoutReturnType(String name) {
        if (name.startsWith("<")) {
            return name;
        }
        int operator = name.indexOf(OPERATOR);
        int end = operator < 0 ? name.length() : operator;
        return name.substring(name.lastIndexOf(' ', end) + 1);
    }
}
