package io.heaptide.schemas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Every schema that a record may have been written with: those of this build, and the retired versions kept under
 * {@code /schemas/retired} (one self-contained file each, listed in {@code index}).
 */
final class KnownSchemas {

    private static final String RETIRED = "/schemas/retired/";
    private static final SchemaStore.Cache STORE = load();

    private KnownSchemas() {}

    static SchemaStore store() {
        return STORE;
    }

    private static SchemaStore.Cache load() {
        SchemaStore.Cache store = new SchemaStore.Cache();
        for (Topic<? extends SpecificRecordBase> topic : Topics.ALL) {
            store.addSchema(topic.schema());
        }
        retiredFiles().forEach(file -> store.addSchema(new Schema.Parser().parse(read(RETIRED + file))));
        return store;
    }

    private static List<String> retiredFiles() {
        return read(RETIRED + "index").lines().filter(line -> !line.isBlank()).toList();
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(KnownSchemas.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return String.join("\n", reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
