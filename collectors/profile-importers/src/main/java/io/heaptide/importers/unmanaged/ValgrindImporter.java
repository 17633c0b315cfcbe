package io.heaptide.importers.unmanaged;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.Provenance;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Valgrind memcheck's XML, protocols 4 and 5: what was lost, may be lost, or was still reachable at the program's end. Other
 * errors, and kinds of error that a newer Valgrind adds, are left out.
 */
final class ValgrindImporter implements ProfileImporter {

    private static final String ROOT = "valgrindoutput";
    /** Valgrind loads modules where it likes, and does not say where. */
    private static final Provenance PROVENANCE = new Provenance(Map.of(), true);

    private static final List<String> PROTOCOLS = List.of("4", "5");

    private final Predicate<String> kinds;

    /** @param kinds the kinds of leak that are read */
    ValgrindImporter(Predicate<String> kinds) {
        this.kinds = kinds;
    }

    @Override
    public String format() {
        return "valgrind";
    }

    @Override
    public boolean recognises(ProfileHead head) {
        return head.contains("<" + ROOT + ">");
    }

    @Override
    public HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException {
        LeakRecords records = new LeakRecords(policy, kinds);
        Run run = new Run();
        Optional<String> missing;
        try {
            XmlElements xml = new XmlElements(source.stream(), policy);
            missing = read(xml, records, run);
        } catch (XMLStreamException cut) {
            if (!run.isMemcheck()) {
                throw new BadProfile(place(cut) + "no XML of memcheck", cut);
            }
            missing = Optional.of(place(cut) + "the file breaks off or is damaged");
        }
        return new HeapProfile(format(), Optional.empty(), records.sites(), missing.or(records::missing), PROVENANCE);
    }

    private static String place(XMLStreamException cut) {
        return cut.getLocation() == null ? "" : "line " + cut.getLocation().getLineNumber() + ": ";
    }

    private static Optional<String> read(XmlElements xml, LeakRecords records, Run run)
            throws XMLStreamException, BadProfile {
        if (!ROOT.equals(xml.enterChild())) {
            throw BadProfile.atLine(xml.line(), "the document is no " + ROOT);
        }
        for (@Nullable String element = xml.enterChild(); element != null; element = xml.enterChild()) {
            switch (element) {
                case "protocolversion" -> run.protocol(xml);
                case "protocoltool" -> run.tool(xml);
                case "status" -> run.status(xml);
                case "error" -> records.read(xml);
                default -> xml.skip();
            }
        }
        if (!run.isMemcheck()) {
            throw BadProfile.atLine(xml.line(), "neither protocol nor tool are named");
        }
        return run.finished ? Optional.empty() : Optional.of("the program had not finished");
    }

    /** What the file says about the run. */
    private static final class Run {

        private boolean memcheck;
        private boolean finished;

        boolean isMemcheck() {
            return memcheck;
        }

        void protocol(XmlElements xml) throws XMLStreamException, BadProfile {
            String version = xml.text();
            if (!PROTOCOLS.contains(version)) {
                throw BadProfile.atLine(
                        xml.line(), "protocol " + BadProfile.quoted(version) + " is none of " + PROTOCOLS);
            }
        }

        void tool(XmlElements xml) throws XMLStreamException, BadProfile {
            String tool = xml.text();
            if (!tool.equals("memcheck")) {
                throw BadProfile.atLine(xml.line(), "written by " + BadProfile.quoted(tool) + ", not by memcheck");
            }
            memcheck = true;
        }

        void status(XmlElements xml) throws XMLStreamException, BadProfile {
            for (@Nullable String element = xml.enterChild(); element != null; element = xml.enterChild()) {
                if (element.equals("state")) {
                    finished |= xml.text().equals("FINISHED");
                } else {
                    xml.skip();
                }
            }
        }
    }
}
