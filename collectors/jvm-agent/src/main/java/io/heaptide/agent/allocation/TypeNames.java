package io.heaptide.agent.allocation;

/** Java names of what the JVM calls {@code [B} or {@code [Ljava.lang.String;}, and the size of arrays. */
final class TypeNames {

    /** Header and length of an array with compressed class pointers, as nearly every JVM runs. */
    private static final int ARRAY_HEADER_BYTES = 16;

    private static final int ALIGNMENT_BYTES = 8;

    private TypeNames() {}

    static String readable(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        return dimensions == 0 ? name : component(name.substring(dimensions)) + "[]".repeat(dimensions);
    }

    /** What an array of that type occupies. */
    static long arrayBytes(String name, long elements) {
        long bytes = ARRAY_HEADER_BYTES + elements * elementBytes(name);
        return (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    }

    private static String component(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            case 'D' -> "double";
            case 'L' -> descriptor.substring(1, descriptor.length() - 1);
            default -> descriptor;
        };
    }

    private static int elementBytes(String name) {
        return switch (name.length() > 1 ? name.charAt(1) : 'L') {
            case 'Z', 'B' -> 1;
            case 'C', 'S' -> 2;
            case 'J', 'D' -> 8;
            default -> 4; // int, float, and references below 32 GiB of heap
        };
    }
}
