package io.remoteaudit.example.factory;

import java.util.Objects;

/**
 * A document as a file.
 *
 * @param name the file's name
 * @param mediaType its media type
 * @param text its content
 */
public record Paper(String name, String mediaType, String text) {

    /** Checks that nothing is missing. */
    public Paper {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(text, "text");
    }

    /**
     * A page of lines as a PDF.
     *
     * @param name the file's name
     * @param lines plain ASCII, at most 40
     * @return the paper
     */
    public static Paper pdf(String name, String... lines) {
        StringBuilder text = new StringBuilder("BT /F1 11 Tf 56 780 Td 16 TL\n");
        for (String line : lines) {
            text.append('(').append(escaped(line)).append(") Tj T*\n");
        }
        text.append("ET");
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        String[] objects = {
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                    + " /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        };
        StringBuilder places = new StringBuilder();
        for (int i = 0; i < objects.length; i++) {
            places.append(String.format("%010d 00000 n \n", pdf.length()));
            pdf.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        int table = pdf.length();
        pdf.append("xref\n0 6\n0000000000 65535 f \n")
                .append(places)
                .append("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n")
                .append(table)
                .append("\n%%EOF\n");
        return new Paper(name, "application/pdf", pdf.toString());
    }

    private static String escaped(String line) {
        if (!line.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("The page's font has plain ASCII only: " + line);
        }
        return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
    }
}
