package io.heaptide.topology;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where an instance runs, for people to find it.
 *
 * @param environment {@code deployment.environment.name}, empty if unknown
 * @param node node or host, empty if unknown
 * @param labels further resource attributes
 */
record Placement(String environment, String node, Map<String, String> labels) {

    Placement {
        labels = Map.copyOf(labels);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(environment);
        out.writeUTF(node);
        out.writeByte(labels.size());
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            out.writeUTF(label.getKey());
            out.writeUTF(label.getValue());
        }
    }

    static Placement readFrom(DataInput in) throws IOException {
        String environment = in.readUTF();
        String node = in.readUTF();
        Map<String, String> labels = new TreeMap<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            labels.put(in.readUTF(), in.readUTF());
        }
        return new Placement(environment, node, labels);
    }
}
