package io.heaptide.importers.jvm;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.recordings.ObjectLayout;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import shark.HprofHeader;
import shark.HprofRecord.HeapDumpRecord.ObjectRecord.ClassDumpRecord;
import shark.HprofRecordReader;
import shark.HprofRecordTag;
import shark.PrimitiveType;
import shark.StreamingHprofReader;

/**
 * One pass over a heap dump from its start to its end, in memory for its classes only: which objects it holds, how the
 * JVM laid them out, and whether it is whole. Each length is checked against the file before anything trusts it.
 */
final class HprofScan {

    private static final Set<HprofRecordTag> TAGS = EnumSet.of(
            HprofRecordTag.STRING_IN_UTF8,
            HprofRecordTag.LOAD_CLASS,
            HprofRecordTag.CLASS_DUMP,
            HprofRecordTag.INSTANCE_DUMP,
            HprofRecordTag.OBJECT_ARRAY_DUMP,
            HprofRecordTag.PRIMITIVE_ARRAY_DUMP,
            HprofRecordTag.HEAP_DUMP_END);

    private final HprofHeader header;
    private final long fileBytes;
    private final HprofClasses classes;
    private final Map<Long, Tally> instances = new HashMap<>();
    private final Map<Long, Tally> arrays = new HashMap<>();
    private final Map<PrimitiveType, Tally> primitives = new HashMap<>();
    private final LayoutGuess guess = new LayoutGuess();
    private long references;
    private long objects;
    private boolean ended;
    private Optional<String> missing = Optional.empty();

    /** Objects by class, for each layout that may turn out to be the JVM's. */
    private static final class Tally {

        private long count;
        private final long[] bytes = new long[ObjectLayout.CANDIDATES.size()];
    }

    private HprofScan(HprofHeader header, long fileBytes, ImportPolicy policy) {
        this.header = header;
        this.fileBytes = fileBytes;
        this.classes = new HprofClasses(policy.maxTextChars());
    }

    static HprofScan of(Path file, ImportPolicy policy) throws IOException {
        HprofScan scan = new HprofScan(header(file), Files.size(file), policy);
        scan.run(file);
        return scan;
    }

    /** Why it is not all, if it is not. */
    Optional<String> missing() {
        return missing;
    }

    HprofHeader header() {
        return header;
    }

    ObjectLayout layout() {
        return guess.layout();
    }

    /** Objects, arrays and classes. */
    long objects() {
        return objects;
    }

    /** How many references they have at most. */
    long references() {
        return references;
    }

    /** Everything in the file by type, reachable or not. */
    Map<String, Amount> types() {
        int layout = ObjectLayout.CANDIDATES.indexOf(layout());
        Map<String, Amount> types = new HashMap<>();
        instances.forEach((id, tally) -> add(types, classes.className(id), tally, layout));
        arrays.forEach((id, tally) -> add(types, classes.className(id), tally, layout));
        primitives.forEach((type, tally) -> add(types, HeapTypes.name(type), tally, layout));
        return types;
    }

    private static HprofHeader header(Path file) throws IOException {
        try {
            return parsedHeader(file);
        } catch (EOFException | RuntimeException notOne) {
            throw new BadProfile("byte 0: no header of a heap dump", notOne);
        }
    }

    /** Kotlin declares no exceptions. */
    private static HprofHeader parsedHeader(Path file) throws IOException {
        return HprofHeader.Companion.parseHeaderOf(file.toFile());
    }

    /** Kotlin declares no exceptions. */
    private void readRecords(Path file) throws IOException {
        StreamingHprofReader.Companion.readerFor(file.toFile(), header).readRecords(TAGS, this::record);
    }

    private void run(Path file) throws IOException {
        int size = header.getIdentifierByteSize();
        if (size != Integer.BYTES && size != Long.BYTES) {
            throw BadProfile.atByte(header.getRecordsPosition(), "identifiers of " + size + " bytes");
        }
        try {
            readRecords(file);
        } catch (UncheckedEnd end) {
            missing = Optional.of(String.valueOf(end.getMessage()));
        } catch (IOException | RuntimeException damaged) {
            missing = Optional.of("the file of " + fileBytes + " bytes breaks off: " + damaged);
        }
        if (missing.isEmpty() && !ended) {
            missing = Optional.of("the file ends at byte " + fileBytes + ", before the dump does");
        }
        if (objects == 0) {
            throw new BadProfile("no object: " + missing.orElse("the dump is empty"));
        }
    }

    private void record(HprofRecordTag tag, long length, HprofRecordReader in) {
        switch (tag) {
            case STRING_IN_UTF8 -> name(length, in);
            case LOAD_CLASS -> classes.load(in.readLoadClassRecord());
            case CLASS_DUMP -> classDump(in.readClassDumpRecord());
            case INSTANCE_DUMP -> instance(in);
            case OBJECT_ARRAY_DUMP -> objectArray(in);
            case PRIMITIVE_ARRAY_DUMP -> primitiveArray(in);
            default -> ended = true;
        }
    }

    private void name(long length, HprofRecordReader in) {
        long id = in.readId();
        long bytes = within(length - header.getIdentifierByteSize(), in, "a name");
        if (classes.hasRoomFor(bytes)) {
            classes.name(id, in.readUtf8(bytes));
        } else {
            in.skip(bytes);
        }
    }

    private void classDump(ClassDumpRecord dumped) {
        classes.describe(dumped);
        references += dumped.getStaticFields().size() + 2L; // superclass and loader
        objects++;
    }

    private void instance(HprofRecordReader in) {
        long id = in.readId();
        in.readInt(); // stack trace
        long type = in.readId();
        long bytes = within(in.readInt(), in, "an instance");
        in.skip(bytes);
        HprofClasses.Fields fields = classes.allFields(type);
        Tally tally = instances.computeIfAbsent(type, unseen -> new Tally());
        for (int i = 0; i < tally.bytes.length; i++) {
            ObjectLayout layout = ObjectLayout.CANDIDATES.get(i);
            long size =
                    layout.instanceBytes((long) fields.references() * layout.referenceBytes() + fields.otherBytes());
            tally.bytes[i] += size;
            guess.observe(i, id, size);
        }
        count(tally, id, fields.references() + 1L);
    }

    private void objectArray(HprofRecordReader in) {
        long id = in.readId();
        in.readInt(); // stack trace
        long elements = in.readInt();
        long type = in.readId();
        in.skip(within(elements * header.getIdentifierByteSize(), in, "an array of " + elements));
        Tally tally = arrays.computeIfAbsent(type, unseen -> new Tally());
        for (int i = 0; i < tally.bytes.length; i++) {
            ObjectLayout layout = ObjectLayout.CANDIDATES.get(i);
            long size = layout.arrayBytes(layout.referenceBytes(), elements);
            tally.bytes[i] += size;
            guess.observe(i, id, size);
        }
        count(tally, id, elements);
    }

    private void primitiveArray(HprofRecordReader in) {
        long id = in.readId();
        in.readInt(); // stack trace
        long elements = in.readInt();
        PrimitiveType type = HeapTypes.primitive(in.readUnsignedByte());
        in.skip(within(elements * type.getByteSize(), in, "an array of " + elements));
        Tally tally = primitives.computeIfAbsent(type, unseen -> new Tally());
        for (int i = 0; i < tally.bytes.length; i++) {
            long size = ObjectLayout.CANDIDATES.get(i).arrayBytes(type.getByteSize(), elements);
            tally.bytes[i] += size;
            guess.observe(i, id, size);
        }
        count(tally, id, 0);
    }

    private void count(Tally tally, long id, long ownReferences) {
        guess.passed(id);
        tally.count++;
        references += ownReferences;
        objects++;
    }

    /** A length that the rest of the file has room for. */
    private long within(long bytes, HprofRecordReader in, String what) {
        long left = fileBytes - in.getBytesRead();
        if (bytes < 0 || bytes > left) {
            throw new UncheckedEnd(String.format(
                    "byte %d: %s takes %d bytes, the file has %d more", in.getBytesRead(), what, bytes, left));
        }
        return bytes;
    }

    private static void add(Map<String, Amount> types, String type, Tally tally, int layout) {
        types.merge(type, new Amount(tally.bytes[layout], tally.count), Amount::plus);
    }

    /** Ends the pass from inside the reader's callback. */
    private static final class UncheckedEnd extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UncheckedEnd(String what) {
            super(what);
        }
    }
}
