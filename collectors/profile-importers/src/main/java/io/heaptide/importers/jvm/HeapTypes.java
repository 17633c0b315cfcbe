package io.heaptide.importers.jvm;

import io.heaptide.recordings.TypeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import shark.HeapObject;
import shark.HeapObject.HeapInstance;
import shark.HeapObject.HeapObjectArray;
import shark.HeapObject.HeapPrimitiveArray;
import shark.PrimitiveType;

/** The types of a dump's objects, each name once, by number. */
final class HeapTypes {

    private static final String CLASS = "java.lang.Class";
    private static final List<String> PROGRAM = List.of(CLASS, "java.lang.Thread");

    private static final List<PrimitiveType> PRIMITIVES = List.of(PrimitiveType.values());

    private final List<String> names = new ArrayList<>();
    private final Map<Long, Integer> byClass = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    int number(HeapObject object) {
        return byClass.computeIfAbsent(classId(object), unseen -> number(name(object)));
    }

    private int number(String name) {
        return numbers.computeIfAbsent(name, unseen -> {
            names.add(unseen);
            return names.size() - 1;
        });
    }

    /** Primitive arrays have no class of their own in a dump: small numbers that are nobody's identifier. */
    private static long classId(HeapObject object) {
        if (object instanceof HeapInstance instance) {
            return instance.getInstanceClassId();
        }
        if (object instanceof HeapObjectArray array) {
            return array.getArrayClassId();
        }
        return object instanceof HeapPrimitiveArray array
                ? array.getPrimitiveType().getHprofType()
                : PrimitiveType.REFERENCE_HPROF_TYPE;
    }

    String name(int number) {
        return names.get(number);
    }

    /** The types of what holds a program together: what they keep has several causes. */
    Set<Integer> program() {
        Set<Integer> program = new HashSet<>();
        for (String type : PROGRAM) {
            Integer number = numbers.get(type);
            if (number != null) {
                program.add(number);
            }
        }
        return program;
    }

    /** The type in Java's source. */
    static String name(HeapObject object) {
        if (object instanceof HeapInstance instance) {
            return TypeNames.readable(instance.getInstanceClassName());
        }
        if (object instanceof HeapObjectArray array) {
            return TypeNames.readable(array.getArrayClassName());
        }
        return object instanceof HeapPrimitiveArray array ? name(array.getPrimitiveType()) : CLASS;
    }

    static String name(PrimitiveType type) {
        return type.name().toLowerCase(Locale.ROOT) + "[]";
    }

    static int primitiveBytes(int hprofType) {
        return primitive(hprofType).getByteSize();
    }

    static PrimitiveType primitive(int hprofType) {
        for (PrimitiveType type : PRIMITIVES) {
            if (type.getHprofType() == hprofType) {
                return type;
            }
        }
        throw new IllegalArgumentException("a field or an array of the unknown type " + hprofType);
    }
}
