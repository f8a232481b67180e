package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The events of an EPCIS document in XML (1.2 and 2.0), one at a time, brought into the form they have in JSON. */
final class EpcisXmlRows implements RowReader {

    private static final int DEEPEST = 20;
    private static final int LONGEST_TEXT = 8_192;
    private static final int MOST_ELEMENTS = 20_000;

    private final InputStream in;
    private final XMLStreamReader xml;
    private long number;
    private int elements;

    EpcisXmlRows(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
        boolean opened = false;
        try {
            xml = HardenedXml.reader(in);
            while (xml.next() != XMLStreamReader.START_ELEMENT) {
                if (xml.getEventType() == XMLStreamReader.DTD) {
                    throw new IOException("a document type declaration is not read; remove it");
                }
            }
            if (!xml.getLocalName().equals("EPCISDocument")) {
                throw new IOException("not an EPCIS document: its first element is " + xml.getLocalName());
            }
            opened = true;
        } catch (XMLStreamException e) {
            throw malformed(e);
        } finally {
            if (!opened) {
                in.close();
            }
        }
    }

    @Override
    public @Nullable Row next() throws IOException {
        ObjectNode event;
        try {
            event = nextEvent();
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
        return event == null ? null : EpcisCells.of(event);
    }

    private @Nullable ObjectNode nextEvent() throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT
                    && xml.getLocalName().endsWith("Event")) {
                number++;
                elements = 0;
                ObjectNode event = Json.object();
                event.put("type", xml.getLocalName());
                members(event, 1);
                return event;
            }
        }
        return null;
    }

    /** Reads up to the end of the element the reader is in. */
    private void members(ObjectNode into, int depth) throws XMLStreamException {
        while (true) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                return;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                require(depth);
                String name = xml.getLocalName();
                if (name.equals("extension") || name.equals("baseExtension")) {
                    // Where EPCIS 1.2 keeps what came later; in 2.0 its content stands in the event itself.
                    members(into, depth + 1);
                } else if (name.endsWith("List") || name.equals("childEPCs")) {
                    list(into.putArray(name), depth + 1);
                } else {
                    JsonNode value = value(depth + 1);
                    into.set(name, value);
                }
            }
        }
    }

    private void list(ArrayNode into, int depth) throws XMLStreamException {
        while (true) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                return;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                require(depth);
                String name = xml.getLocalName();
                String type = xml.getAttributeValue(null, "type");
                JsonNode value = value(depth + 1);
                if (type != null && value.isTextual()) {
                    into.addObject().put("type", type).set(name, value);
                } else {
                    into.add(value);
                }
            }
        }
    }

    /** A text, or an object where the element has elements. */
    private JsonNode value(int depth) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        ObjectNode object = null;
        while (true) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                return object == null ? Json.text(text.toString().strip()) : object;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                require(depth);
                object = object == null ? Json.object() : object;
                object.set(xml.getLocalName(), value(depth + 1));
            } else if (xml.isCharacters()) {
                text.append(xml.getText());
                if (text.length() > LONGEST_TEXT) {
                    throw new XMLStreamException("a text is longer than " + LONGEST_TEXT, xml.getLocation());
                }
            } else if (event == XMLStreamReader.ENTITY_REFERENCE) {
                throw new XMLStreamException("an entity is not read", xml.getLocation());
            }
        }
    }

    private void require(int depth) throws XMLStreamException {
        if (depth > DEEPEST || ++elements > MOST_ELEMENTS) {
            throw new XMLStreamException("an event is nested too deeply or has too many elements", xml.getLocation());
        }
    }

    private static IOException malformed(XMLStreamException cause) {
        return new IOException("not valid XML: " + cause.getMessage(), cause);
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw malformed(e);
        } finally {
            in.close();
        }
    }
}
