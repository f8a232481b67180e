package io.remoteaudit.feed;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML of strangers: no document type, no entity but the five, nothing fetched, bounded. Stateless. */
final class HardenedXml {

    private static final long LONGEST = 2L << 30;

    private HardenedXml() {}

    static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        // The platform's own, whatever other parser a host has on its class path.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory.createXMLStreamReader(new BoundedInput(in, LONGEST));
    }

    /** The text of the element the reader is at, bounded; leaves it at the element's end. */
    static String text(XMLStreamReader xml, int longest) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            } else if (xml.isCharacters()) {
                text.append(xml.getText());
                if (text.length() > longest) {
                    throw new XMLStreamException("a text is longer than " + longest + " characters", xml.getLocation());
                }
            }
        }
        return text.toString();
    }
}
