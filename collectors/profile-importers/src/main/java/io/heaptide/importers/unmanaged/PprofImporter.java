package io.heaptide.importers.unmanaged;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.Provenance;
import io.heaptide.importers.SiteTable;
import java.io.IOException;
import java.util.Optional;

/**
 * pprof's {@code profile.proto}, as Go, Node.js, tcmalloc and many converters write it. Its values are unsampled already;
 * the period tells how exact they are.
 */
final class PprofImporter implements ProfileImporter {

    /** Bytes of all messages that must be kept until the names come, at the end; Go's largest are a tenth of it. */
    private static final long MAX_KEPT_BYTES = 64L << 20;

    private static final int SAMPLE_TYPE = 1;
    private static final int LAST_FIELD = 16;

    @Override
    public String format() {
        return "pprof";
    }

    @Override
    public boolean recognises(ProfileHead head) {
        boolean found = false;
        CodedInputStream in = CodedInputStream.newInstance(head.text().getBytes(ISO_8859_1));
        try {
            int tag = in.readTag();
            while (tag != 0 && isKnown(tag)) {
                boolean sampleType = WireFormat.getTagFieldNumber(tag) == SAMPLE_TYPE;
                found |= sampleType && in.readByteArray().length > 0;
                if (!sampleType) {
                    in.skipField(tag);
                }
                tag = in.readTag();
            }
            return found && tag == 0;
        } catch (IOException headEnds) {
            return found;
        }
    }

    @Override
    public HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(source.stream());
        PprofProfile profile = new PprofProfile(policy);
        Optional<String> missing = Optional.empty();
        try {
            readFields(in, profile);
        } catch (InvalidProtocolBufferException cut) {
            if (!in.isAtEnd()) {
                throw bad(in, "no profile.proto: " + cut.getMessage());
            }
            missing = Optional.of("the file breaks off at byte " + in.getTotalBytesRead());
        }
        if (source.isBrokenOff()) {
            missing = Optional.of("the file breaks off inside its compression");
        }
        SiteTable sites = new SiteTable(policy);
        profile.addTo(sites);
        return new HeapProfile(
                format(),
                profile.takenAt(),
                sites.sites(),
                missing.or(sites::missing),
                new Provenance(profile.buildIds(), false));
    }

    private static void readFields(CodedInputStream in, PprofProfile profile) throws IOException {
        long kept = 0;
        int tag = in.readTag();
        while (tag != 0) {
            int field = WireFormat.getTagFieldNumber(tag);
            switch (WireFormat.getTagWireType(tag)) {
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    int length = in.readRawVarint32();
                    kept += Math.max(0, length);
                    if (length < 0 || kept > MAX_KEPT_BYTES) {
                        throw bad(in, "messages of more than " + MAX_KEPT_BYTES + " bytes");
                    }
                    profile.message(field, in.readRawBytes(length));
                }
                case WireFormat.WIRETYPE_VARINT -> profile.number(field, in.readRawVarint64());
                case WireFormat.WIRETYPE_FIXED32, WireFormat.WIRETYPE_FIXED64 -> in.skipField(tag);
                default -> throw bad(in, "no profile.proto: a group");
            }
            tag = in.readTag();
        }
    }

    private static boolean isKnown(int tag) {
        int field = WireFormat.getTagFieldNumber(tag);
        int type = WireFormat.getTagWireType(tag);
        boolean usual = type == WireFormat.WIRETYPE_LENGTH_DELIMITED
                || (type == WireFormat.WIRETYPE_VARINT && field != SAMPLE_TYPE);
        return usual && field <= LAST_FIELD;
    }

    private static BadProfile bad(CodedInputStream in, String what) {
        return BadProfile.atByte(in.getTotalBytesRead(), what);
    }
}
