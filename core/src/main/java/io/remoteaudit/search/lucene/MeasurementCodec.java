package io.remoteaudit.search.lucene;

import io.remoteaudit.record.LimitReference;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of a record as bytes beside its document, so that several conditions can be asked of the same measurement
 * without a document for each. Part of the index's format.
 */
final class MeasurementCodec {

    private MeasurementCodec() {}

    static BytesRef encode(List<Measurement> measurements) {
        try {
            ByteBuffersDataOutput out = new ByteBuffersDataOutput();
            out.writeVInt(measurements.size());
            for (Measurement measurement : measurements) {
                write(measurement, out);
            }
            return new BytesRef(out.toArrayCopy());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Measurement> decode(BytesRef bytes) throws IOException {
        ByteArrayDataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
        int count = in.readVInt();
        List<Measurement> measurements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            measurements.add(read(in));
        }
        return measurements;
    }

    private static void write(Measurement measurement, ByteBuffersDataOutput out) throws IOException {
        text(measurement.characteristic(), out);
        out.writeVInt(measurement.results().size());
        for (BigDecimal result : measurement.results()) {
            number(result, out);
        }
        out.writeVInt(measurement.observations().size());
        for (String observation : measurement.observations()) {
            text(observation, out);
        }
        text(measurement.unit(), out);
        text(measurement.statistic(), out);
        number(measurement.value(), out);
        LimitReference limit = measurement.limit();
        text(limit == null ? null : limit.operator(), out);
        if (limit != null) {
            number(limit.value(), out);
            number(limit.upper(), out);
        }
        text(measurement.verdict().wireName(), out);
        text(measurement.standard(), out);
        text(measurement.method(), out);
        text(measurement.instrument(), out);
    }

    private static Measurement read(ByteArrayDataInput in) throws IOException {
        String characteristic = required(text(in));
        List<BigDecimal> results = new ArrayList<>();
        for (int left = in.readVInt(); left > 0; left--) {
            results.add(required(number(in)));
        }
        List<String> observations = new ArrayList<>();
        for (int left = in.readVInt(); left > 0; left--) {
            observations.add(required(text(in)));
        }
        String unit = text(in);
        String statistic = text(in);
        BigDecimal value = number(in);
        String operator = text(in);
        LimitReference limit = operator == null ? null : new LimitReference(operator, required(number(in)), number(in));
        Verdict verdict = Verdict.ofWireName(required(text(in)));
        return new Measurement(
                characteristic,
                results,
                observations,
                unit,
                statistic,
                value,
                limit,
                verdict,
                text(in),
                text(in),
                text(in));
    }

    private static void text(@Nullable String text, ByteBuffersDataOutput out) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        out.writeVInt(text == null ? 0 : bytes.length + 1);
        out.writeBytes(bytes, 0, bytes.length);
    }

    private static @Nullable String text(ByteArrayDataInput in) {
        int length = in.readVInt();
        if (length == 0) {
            return null;
        }
        byte[] bytes = new byte[length - 1];
        in.readBytes(bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A number exactly as it was written, with its trailing zeros. */
    private static void number(@Nullable BigDecimal number, ByteBuffersDataOutput out) throws IOException {
        if (number == null) {
            out.writeVInt(0);
            return;
        }
        byte[] unscaled = number.unscaledValue().toByteArray();
        out.writeVInt(unscaled.length);
        out.writeBytes(unscaled, 0, unscaled.length);
        out.writeZInt(number.scale());
    }

    private static @Nullable BigDecimal number(ByteArrayDataInput in) throws IOException {
        int length = in.readVInt();
        if (length == 0) {
            return null;
        }
        byte[] unscaled = new byte[length];
        in.readBytes(unscaled, 0, length);
        return new BigDecimal(new BigInteger(unscaled), in.readZInt());
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("A part of an indexed measurement is missing; delete the search index");
        }
        return value;
    }
}
