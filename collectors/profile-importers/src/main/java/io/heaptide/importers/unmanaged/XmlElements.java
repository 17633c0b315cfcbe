package io.heaptide.importers.unmanaged;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.ImportPolicy;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The elements of an XML file, one after the other, without document types, entities or unbounded depth. */
final class XmlElements {

    /** Memcheck's deepest is 6; a user's comment may hold anything. */
    private static final int MAX_DEPTH = 200;

    private final XMLStreamReader reader;
    private final int maxChars;
    private int depth;

    XmlElements(InputStream in, ImportPolicy policy) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        this.reader = factory.createXMLStreamReader(in);
        this.maxChars = policy.maxTextChars();
    }

    /** The line that was read last. */
    int line() {
        return reader.getLocation().getLineNumber();
    }

    /** Enters the next child of the element that was entered last; null if that one ends instead. */
    @Nullable String enterChild() throws XMLStreamException, BadProfile {
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    enter();
                    return reader.getLocalName();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return null;
                }
                case XMLStreamConstants.DTD -> throw BadProfile.atLine(line(), "a document type is not accepted");
                default -> {} // white space, comments
            }
        }
        return null;
    }

    /** The text of the element that was entered last, up to its end. */
    String text() throws XMLStreamException, BadProfile {
        StringBuilder text = new StringBuilder();
        int outside = depth - 1;
        while (depth > outside && reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                enter();
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (reader.hasText() && text.length() < maxChars) {
                text.append(reader.getText(), 0, Math.min(reader.getTextLength(), maxChars - text.length()));
            }
        }
        return text.toString().strip();
    }

    /** Goes to the end of the element that was entered last. */
    void skip() throws XMLStreamException, BadProfile {
        text();
    }

    private void enter() throws BadProfile {
        if (++depth > MAX_DEPTH) {
            throw BadProfile.atLine(line(), "more than " + MAX_DEPTH + " elements within each other");
        }
    }
}
