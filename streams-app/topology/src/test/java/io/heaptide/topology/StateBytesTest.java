package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own stream of state is that of the JDK, with shorter texts. */
class StateBytesTest {

    private static final List<String> TEXTS = List.of(
            "", "cart", "jvm.memory.used", "Überlauf", "\u0000zero", "日本語", "😀", "é".repeat(5_000), "x".repeat(200));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void writesWhatTheJdkWritesAndReadsItBack(long seed) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        write(new DataOutputStream(expected), new Random(seed));
        StateWriter writer = new StateWriter();
        writer.writeInt(1);
        writer.resetForKey();
        write(writer, new Random(seed));

        assertThat(writer.toBytes()).isEqualTo(expected.toByteArray());
        StateReader reader = new StateReader().over(writer.toBytes());
        DataInput jdk = new DataInputStream(new ByteArrayInputStream(expected.toByteArray()));
        assertThat(read(reader)).isEqualTo(read(jdk));
    }

    @Test
    void writesKnownAndRepeatedTextsInTwoBytes() throws IOException {
        StateWriter writer = new StateWriter();
        writer.writeUTF("jvm.memory.limit");
        writer.writeUTF("checkout");
        writer.writeUTF("checkout");
        StateReader reader = new StateReader().over(writer.toBytes());

        assertThat(writer.toBytes()).hasSize(2 + 2 + "checkout".length() + 2);
        assertThat(List.of(reader.readUTF(), reader.readUTF(), reader.readUTF()))
                .containsExactly("jvm.memory.limit", "checkout", "checkout");
    }

    @Test
    void writesATextThatItsReaderKnowsInTwoBytes() throws IOException {
        StateWriter writer = new StateWriter();
        writer.presuppose("checkout-0");
        writer.writeUTF("checkout");
        writer.writeUTF("checkout-0");
        StateReader reader = new StateReader().over(writer.toBytes()).presuppose("checkout-0");

        assertThat(writer.toBytes()).hasSize(2 + "checkout".length() + 2);
        assertThat(List.of(reader.readUTF(), reader.readUTF())).containsExactly("checkout", "checkout-0");
    }

    @Test
    void keepsWordsInTheirPlacesForEver() throws IOException {
        assertThat(StateWords.at(0)).isEqualTo("NOT_ENOUGH_DATA");
        assertThat(StateWords.at(25)).isEqualTo("jvm.memory.used_after_last_gc");
        assertThat(StateWords.at(52)).isEqualTo("production");
    }

    @Test
    void givesTheSameTextForTheSameBytes() throws IOException {
        StateWriter writer = new StateWriter();
        writer.writeUTF("checkout");
        writer.writeUTF("checkout");
        StateReader reader = new StateReader().over(writer.toBytes());

        assertThat(reader.readUTF()).isSameAs(reader.readUTF());
    }

    @Test
    void refusesStateThatEndsTooSoon() {
        StateWriter writer = new StateWriter();
        writer.writeLong(7);
        byte[] cut = Arrays.copyOf(writer.toBytes(), 7);

        Assertions.assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> new StateReader().over(cut).readLong());
    }

    private static void write(DataOutput out, Random random) throws IOException {
        for (String text : TEXTS) {
            out.writeUTF(text);
            out.writeBoolean(random.nextBoolean());
            out.writeByte(random.nextInt());
            out.writeShort(random.nextInt());
            out.writeChar(random.nextInt());
            out.writeInt(random.nextInt());
            out.writeLong(random.nextLong());
            out.writeFloat(random.nextFloat());
            out.writeDouble(random.nextDouble());
        }
    }

    private static String read(DataInput in) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < TEXTS.size(); i++) {
            all.append(in.readUTF())
                    .append(in.readBoolean())
                    .append(in.readByte())
                    .append(in.readUnsignedShort())
                    .append(in.readChar())
                    .append(in.readInt())
                    .append(in.readLong())
                    .append(in.readFloat())
                    .append(in.readDouble());
        }
        return all.toString();
    }
}
