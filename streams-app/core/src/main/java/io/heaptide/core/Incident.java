package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One leak of one service, from first concern to its end.
 *
 * @param id deterministic: the same samples give the same id
 * @param openedAtMillis when it became pending, epoch milliseconds
 * @param changedAtMillis when its state last changed, epoch milliseconds
 * @param lastScoredMillis time of the newest score taken into account; older ones change nothing
 * @param version the version seen leaking
 * @param leakingSinceMillis since when scores have been leaking without a break, 0 if the last was not
 * @param calmSinceMillis since when scores have been calm without a break, 0 if the last was not
 * @param evidenceMillis length of the longest horizon that spoke for the leak: calm must last as long to refute it
 * @param siteNamed whether people were told where in the code
 */
public record Incident(
        String id,
        IncidentState state,
        long openedAtMillis,
        long changedAtMillis,
        long lastScoredMillis,
        String version,
        long leakingSinceMillis,
        long calmSinceMillis,
        long evidenceMillis,
        boolean siteNamed) {
    private static final int FORMAT = 2;

    public Incident {
        if (id.isBlank()) {
            throw new IllegalArgumentException("incident id must not be blank, opened at " + openedAtMillis);
        }
        if (changedAtMillis < openedAtMillis) {
            throw new IllegalArgumentException(
                    "changedAtMillis must not be before openedAtMillis " + openedAtMillis + ", got " + changedAtMillis);
        }
    }

    /** Writes the versioned compact form. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        out.writeUTF(id);
        out.writeUTF(state.name());
        out.writeLong(openedAtMillis);
        out.writeLong(changedAtMillis);
        out.writeLong(lastScoredMillis);
        out.writeUTF(version);
        out.writeLong(leakingSinceMillis);
        out.writeLong(calmSinceMillis);
        out.writeLong(evidenceMillis);
        out.writeBoolean(siteNamed);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Incident readFrom(DataInput in) throws IOException {
        Wire.requireFormat(in, FORMAT, "incident");
        return new Incident(
                in.readUTF(),
                Wire.readEnum(in, IncidentState.class),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean());
    }
}
