package io.heaptide.topology;

import io.heaptide.core.Verdict;
import io.heaptide.topology.PublishPolicy.Published;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes what was published last, or that nothing was. */
final class PublishedForm {

    private PublishedForm() {}

    static void write(@Nullable Published published, DataOutput out) throws IOException {
        out.writeBoolean(published != null);
        if (published != null) {
            out.writeUTF(published.verdict().name());
            out.writeDouble(published.score());
            out.writeUTF(published.subject());
            out.writeLong(published.atMillis());
        }
    }

    static @Nullable Published read(DataInput in) throws IOException {
        return in.readBoolean()
                ? new Published(Verdict.valueOf(in.readUTF()), in.readDouble(), in.readUTF(), in.readLong())
                : null;
    }
}
