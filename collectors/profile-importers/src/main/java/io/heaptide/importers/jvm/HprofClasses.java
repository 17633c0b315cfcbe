package io.heaptide.importers.jvm;

import io.heaptide.recordings.TypeNames;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shark.HprofRecord.HeapDumpRecord.ObjectRecord.ClassDumpRecord;
import shark.HprofRecord.HeapDumpRecord.ObjectRecord.ClassDumpRecord.FieldRecord;
import shark.HprofRecord.LoadClassRecord;
import shark.PrimitiveType;

/** The classes of a heap dump: their names and fields. */
final class HprofClasses {

    /** Many times what the largest applications have. */
    private static final int MAX_NAMES = 4 << 20;

    private final int maxNameBytes;
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, String> classes = new HashMap<>();
    private final Map<Long, Own> own = new HashMap<>();
    private final Map<Long, Fields> all = new HashMap<>();

    /**
     * What an instance consists of.
     *
     * @param references how many
     * @param otherBytes of its other fields
     */
    record Fields(int references, int otherBytes) {

        Fields plus(Fields others) {
            return new Fields(references + others.references, otherBytes + others.otherBytes);
        }
    }

    /** A class's own fields, and whose subclass it is. */
    private record Own(long superclass, Fields fields) {}

    HprofClasses(int maxNameBytes) {
        this.maxNameBytes = maxNameBytes;
    }

    boolean hasRoomFor(long nameBytes) {
        return nameBytes <= maxNameBytes && names.size() < MAX_NAMES;
    }

    void name(long id, String name) {
        names.put(id, name);
    }

    void load(LoadClassRecord loaded) {
        @Nullable String name = names.get(loaded.getClassNameStringId());
        if (name != null) {
            classes.put(loaded.getId(), TypeNames.readable(name.replace('/', '.')));
        }
    }

    void describe(ClassDumpRecord dumped) {
        int references = 0;
        int otherBytes = 0;
        for (FieldRecord field : dumped.getFields()) {
            if (field.getType() == PrimitiveType.REFERENCE_HPROF_TYPE) {
                references++;
            } else {
                otherBytes += HeapTypes.primitiveBytes(field.getType());
            }
        }
        own.put(dumped.getId(), new Own(dumped.getSuperclassId(), new Fields(references, otherBytes)));
    }

    String className(long id) {
        return classes.getOrDefault(id, "class 0x" + Long.toHexString(id));
    }

    /** Of a class and of all that it extends. */
    Fields allFields(long id) {
        return all.computeIfAbsent(id, this::inherited);
    }

    private Fields inherited(long id) {
        Fields sum = new Fields(0, 0);
        @Nullable Own one = own.get(id);
        int depth = 0;
        while (one != null && depth++ < own.size()) { // a hostile file's classes may extend each other
            sum = sum.plus(one.fields());
            one = own.get(one.superclass());
        }
        return sum;
    }
}
