package io.heaptide.gate.report;

import io.heaptide.gate.GateCase;
import io.heaptide.gate.GateCase.Status;
import io.heaptide.gate.GateResult;
import java.io.IOException;
import java.io.Writer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** JUnit's XML as CI servers read it: a case is a test, a known site a skipped one, and what cannot be told an error. */
public final class JUnitReport implements GateReport {

    @Override
    public void write(GateResult result, Writer out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "heaptide gate: " + result.subject());
            count(xml, "tests", result.cases().size());
            count(xml, "failures", result.count(Status.FAILED));
            count(xml, "errors", result.count(Status.UNDECIDED));
            count(xml, "skipped", result.count(Status.TOLERATED));
            for (GateCase one : result.cases()) {
                test(xml, one);
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException failed) {
            throw new IOException("the JUnit report cannot be written: " + failed.getMessage(), failed);
        }
    }

    private static void count(XMLStreamWriter xml, String name, int number) throws XMLStreamException {
        xml.writeAttribute(name, Integer.toString(number));
    }

    private static void test(XMLStreamWriter xml, GateCase one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "heaptide." + one.check());
        xml.writeAttribute("name", one.name());
        if (one.culprit().flatMap(GateCase.Culprit::place).isPresent()) {
            xml.writeAttribute(
                    "file", one.culprit().flatMap(GateCase.Culprit::place).get().path());
        }
        switch (one.status()) {
            case FAILED -> outcome(xml, "failure", one);
            case UNDECIDED -> outcome(xml, "error", one);
            case TOLERATED -> {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", one.message());
            }
            case PASSED -> {}
        }
        xml.writeEndElement();
    }

    private static void outcome(XMLStreamWriter xml, String element, GateCase one) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("type", one.check());
        xml.writeAttribute("message", one.message());
        if (one.culprit().isPresent()) {
            GateCase.Culprit culprit = one.culprit().get();
            xml.writeCharacters("fingerprint " + culprit.fingerprint() + "\n" + String.join("\n", culprit.frames()));
        }
        xml.writeEndElement();
    }
}
