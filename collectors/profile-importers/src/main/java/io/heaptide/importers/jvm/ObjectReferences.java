package io.heaptide.importers.jvm;

import io.heaptide.recordings.TypeNames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import shark.HeapGraph;
import shark.HeapObject;
import shark.HeapObject.HeapClass;
import shark.HeapObject.HeapInstance;
import shark.HeapObject.HeapObjectArray;
import shark.HprofRecord.HeapDumpRecord.ObjectRecord.ClassDumpRecord;
import shark.HprofRecord.HeapDumpRecord.ObjectRecord.ClassDumpRecord.FieldRecord;
import shark.HprofRecord.HeapDumpRecord.ObjectRecord.ClassDumpRecord.StaticFieldRecord;
import shark.PrimitiveType;
import shark.ValueHolder.ReferenceHolder;

/** Whom an object keeps alive. What {@code java.lang.ref} only refers to, it does not. */
final class ObjectReferences {

    private static final String REFERENCE = "java.lang.ref.Reference";
    private static final String REFERENT = "referent";

    /** Where references stand in an instance's bytes, and the class's fields in the order of those bytes. */
    private record Fields(List<ReferenceField> references, boolean keepsClass) {}

    private record ReferenceField(int offset, String name) {}

    private final HeapGraph graph;
    private final int idBytes;
    private final Map<Long, Fields> fields = new HashMap<>();

    ObjectReferences(HeapGraph graph) {
        this.graph = graph;
        this.idBytes = graph.getIdentifierByteSize();
    }

    /** Tells the identifiers of those it refers to; some may be no objects. */
    void forEach(HeapObject object, LongConsumer target) {
        if (object instanceof HeapInstance instance) {
            ofInstance(instance, target);
        } else if (object instanceof HeapObjectArray array) {
            for (long element : array.readRecord().getElementIds()) {
                tell(element, target);
            }
        } else if (object instanceof HeapClass type) {
            ofClass(type, target);
        }
    }

    /** By which field, as {@code java.util.HashMap.table}, the one keeps the other alive. */
    String name(HeapObject owner, long target) {
        if (owner instanceof HeapInstance instance) {
            return instanceField(instance, target);
        }
        if (owner instanceof HeapClass type) {
            return TypeNames.readable(type.getName()) + "." + staticField(type, target);
        }
        return HeapTypes.name(owner) + ".element";
    }

    private void ofInstance(HeapInstance instance, LongConsumer target) {
        Fields of = fields.computeIfAbsent(instance.getInstanceClassId(), unseen -> fields(instance));
        if (!of.references().isEmpty()) {
            ByteBuffer bytes = ByteBuffer.wrap(instance.readRecord().getFieldValues());
            for (ReferenceField field : of.references()) {
                tell(id(bytes, field.offset()), target);
            }
        }
        if (of.keepsClass()) {
            target.accept(instance.getInstanceClassId());
        }
    }

    private static void ofClass(HeapClass type, LongConsumer target) {
        ClassDumpRecord dumped = type.readRecord();
        tell(dumped.getSuperclassId(), target);
        tell(dumped.getClassLoaderId(), target);
        for (StaticFieldRecord field : dumped.getStaticFields()) {
            if (field.getValue() instanceof ReferenceHolder reference) {
                tell(reference.getValue(), target);
            }
        }
    }

    private static void tell(long id, LongConsumer target) {
        if (id != 0) {
            target.accept(id);
        }
    }

    private long id(ByteBuffer bytes, int offset) {
        if (offset + idBytes > bytes.capacity()) {
            return 0; // a hostile dump's instance is shorter than its class says
        }
        return idBytes == Integer.BYTES ? bytes.getInt(offset) : bytes.getLong(offset);
    }

    private Fields fields(HeapInstance instance) {
        List<ReferenceField> references = new ArrayList<>();
        int offset = 0;
        @Nullable HeapClass type = instance.getInstanceClass();
        boolean keepsClass = type.readRecord().getClassLoaderId() != 0; // the JVM's own classes live anyway
        int depth = 0;
        while (type != null && depth++ < graph.getClassCount()) {
            for (FieldRecord field : type.readRecordFields()) {
                boolean isReference = field.getType() == PrimitiveType.REFERENCE_HPROF_TYPE;
                String name = isReference ? type.instanceFieldName(field) : "";
                if (isReference && !(name.equals(REFERENT) && type.getName().equals(REFERENCE))) {
                    references.add(new ReferenceField(offset, TypeNames.readable(type.getName()) + "." + name));
                }
                offset += isReference ? idBytes : HeapTypes.primitiveBytes(field.getType());
            }
            type = type.getSuperclass();
        }
        return new Fields(List.copyOf(references), keepsClass);
    }

    private String instanceField(HeapInstance instance, long target) {
        Fields of = fields.computeIfAbsent(instance.getInstanceClassId(), unseen -> fields(instance));
        ByteBuffer bytes = ByteBuffer.wrap(instance.readRecord().getFieldValues());
        for (ReferenceField field : of.references()) {
            if (id(bytes, field.offset()) == target) {
                return field.name();
            }
        }
        return HeapTypes.name(instance) + ".class";
    }

    private static String staticField(HeapClass type, long target) {
        var named = type.readStaticFields().iterator();
        while (named.hasNext()) {
            var field = named.next();
            Long id = field.getValue().getAsObjectId();
            if (id != null && id == target) {
                return field.getName();
            }
        }
        return "class";
    }
}
