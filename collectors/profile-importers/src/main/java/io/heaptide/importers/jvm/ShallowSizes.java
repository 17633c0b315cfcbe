package io.heaptide.importers.jvm;

import io.heaptide.recordings.ObjectLayout;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shark.HeapObject;
import shark.HeapObject.HeapClass;
import shark.HeapObject.HeapInstance;
import shark.HeapObject.HeapObjectArray;
import shark.HeapObject.HeapPrimitiveArray;
import shark.HprofRecord.HeapDumpRecord.ObjectRecord.ClassDumpRecord.FieldRecord;
import shark.HprofRecord.HeapDumpRecord.ObjectRecord.ClassDumpRecord.StaticFieldRecord;
import shark.PrimitiveType;

/** What objects occupy by themselves. */
final class ShallowSizes {

    private final ObjectLayout layout;
    private final int idBytes;
    private final Map<Long, Long> instances = new HashMap<>();

    ShallowSizes(ObjectLayout layout, int idBytes) {
        this.layout = layout;
        this.idBytes = idBytes;
    }

    long bytes(HeapObject object) {
        if (object instanceof HeapInstance instance) {
            return instances.computeIfAbsent(
                    instance.getInstanceClassId(),
                    unseen -> layout.instanceBytes(fieldBytes(instance.getInstanceClass())));
        }
        if (object instanceof HeapObjectArray array) {
            return layout.arrayBytes(layout.referenceBytes(), array.getByteSize() / idBytes);
        }
        if (object instanceof HeapPrimitiveArray array) {
            int element = array.getPrimitiveType().getByteSize();
            return layout.arrayBytes(element, array.getByteSize() / element);
        }
        return object instanceof HeapClass type ? layout.instanceBytes(staticBytes(type)) : 0;
    }

    private long fieldBytes(HeapClass type) {
        long bytes = 0;
        @Nullable HeapClass one = type;
        int depth = 0;
        while (one != null && depth++ < type.getGraph().getClassCount()) {
            for (FieldRecord field : one.readRecordFields()) {
                bytes += bytes(field.getType());
            }
            one = one.getSuperclass();
        }
        return bytes;
    }

    private long staticBytes(HeapClass type) {
        long bytes = 0;
        for (StaticFieldRecord field : type.readRecordStaticFields()) {
            bytes += bytes(field.getType());
        }
        return bytes;
    }

    private int bytes(int hprofType) {
        return hprofType == PrimitiveType.REFERENCE_HPROF_TYPE
                ? layout.referenceBytes()
                : HeapTypes.primitiveBytes(hprofType);
    }
}
