package io.heaptide.importers.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A heap dump of some hundred bytes: a class whose static field keeps an array of orders, each with its lines in bytes.
 *
 * <p>HPROF 1.0.2 with identifiers of eight bytes; the JDK's {@code heapDumper.cpp} describes it.
 */
final class SmallDump {

    static final int ORDERS = 4;

    private static final int STRING = 0x01;
    private static final int LOAD_CLASS = 0x02;
    private static final int SEGMENT = 0x1c;
    private static final int END = 0x2c;
    private static final int STICKY_CLASS = 0x05;
    private static final int CLASS = 0x20;
    private static final int INSTANCE = 0x21;
    private static final int OBJECT_ARRAY = 0x22;
    private static final int BYTE_ARRAY = 0x23;
    private static final int REFERENCE = 2;
    private static final int BYTE = 8;
    private static final int LINES = 100;

    private static final long OBJECT_CLASS = 0x1000;
    private static final long SHOP_CLASS = 0x1100;
    private static final long ORDER_CLASS = 0x1200;
    private static final long ORDERS_CLASS = 0x1300;
    private static final long ALL_ORDERS = 0x2000;
    private static final long FIRST_ORDER = 0x3000;
    private static final long FIRST_LINES = 0x4000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private SmallDump() {}

    static byte[] bytes() throws IOException {
        SmallDump dump = new SmallDump();
        DataOutputStream out = new DataOutputStream(dump.bytes);
        out.write("JAVA PROFILE 1.0.2\0".getBytes(UTF_8));
        out.writeInt(Long.BYTES);
        out.writeLong(1_795_435_200_000L);
        dump.names("java/lang/Object", "Shop", "Shop$Order", "[LShop$Order;", "ORDERS", "lines");
        long[] classes = {OBJECT_CLASS, SHOP_CLASS, ORDER_CLASS, ORDERS_CLASS};
        for (int i = 0; i < classes.length; i++) {
            dump.record(LOAD_CLASS, loaded(i + 1, classes[i]));
        }
        dump.record(SEGMENT, objects());
        dump.record(END, new byte[0]);
        return dump.bytes.toByteArray();
    }

    /** The number of a name is its place, from 1 on. */
    private void names(String... names) throws IOException {
        for (int i = 0; i < names.length; i++) {
            ByteArrayOutputStream name = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(name);
            out.writeLong(i + 1L);
            out.write(names[i].getBytes(UTF_8));
            record(STRING, name.toByteArray());
        }
    }

    private void record(int tag, byte[] content) throws IOException {
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(tag);
        out.writeInt(0); // time
        out.writeInt(content.length);
        out.write(content);
    }

    private static byte[] loaded(int name, long id) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(content);
        out.writeInt(name);
        out.writeLong(id);
        out.writeInt(0); // stack
        out.writeLong(name);
        return content.toByteArray();
    }

    private static byte[] objects() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(content);
        out.writeByte(STICKY_CLASS);
        out.writeLong(SHOP_CLASS);
        writeClass(out, OBJECT_CLASS, 0);
        writeClass(out, SHOP_CLASS, 0, 5); // static ORDERS
        out.writeShort(0);
        writeClass(out, ORDER_CLASS, Long.BYTES);
        out.writeShort(1);
        out.writeLong(6); // lines
        out.writeByte(REFERENCE);
        writeClass(out, ORDERS_CLASS, 0);
        out.writeShort(0);
        writeOrders(out);
        return content.toByteArray();
    }

    /** A class up to its fields; of the root class with those, since it has none. */
    private static void writeClass(DataOutputStream out, long id, int fieldBytes, long... staticReferences)
            throws IOException {
        out.writeByte(CLASS);
        out.writeLong(id);
        out.writeInt(0); // stack
        out.writeLong(id == OBJECT_CLASS ? 0 : OBJECT_CLASS);
        for (int i = 0; i < 5; i++) { // loader, signers, domain, and two that are reserved
            out.writeLong(0);
        }
        out.writeInt(fieldBytes);
        out.writeShort(0); // constants
        out.writeShort(staticReferences.length);
        for (long name : staticReferences) {
            out.writeLong(name);
            out.writeByte(REFERENCE);
            out.writeLong(ALL_ORDERS);
        }
        if (id == OBJECT_CLASS) {
            out.writeShort(0);
        }
    }

    private static void writeOrders(DataOutputStream out) throws IOException {
        out.writeByte(OBJECT_ARRAY);
        out.writeLong(ALL_ORDERS);
        out.writeInt(0);
        out.writeInt(ORDERS);
        out.writeLong(ORDERS_CLASS);
        for (int i = 0; i < ORDERS; i++) {
            out.writeLong(FIRST_ORDER + 16L * i);
        }
        for (int i = 0; i < ORDERS; i++) {
            out.writeByte(INSTANCE);
            out.writeLong(FIRST_ORDER + 16L * i);
            out.writeInt(0);
            out.writeLong(ORDER_CLASS);
            out.writeInt(Long.BYTES);
            out.writeLong(FIRST_LINES + 128L * i);
            out.writeByte(BYTE_ARRAY);
            out.writeLong(FIRST_LINES + 128L * i);
            out.writeInt(0);
            out.writeInt(LINES);
            out.writeByte(BYTE);
            out.write(new byte[LINES]);
        }
    }
}
