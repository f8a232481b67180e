package io.remoteaudit.endpoint;

import io.remoteaudit.api.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file a request wants, RFC 9110, section 14.
 *
 * @param first the first byte
 * @param last the last byte
 */
record ByteRange(long first, long last) {

    private static final Pattern ONE_RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * The part asked for.
     *
     * @return empty if the whole is to be given: no range is asked for, it is of another version of the file, or it
     *     asks for several, which a server may answer with the whole
     */
    static Optional<ByteRange> of(Headers headers, long size, String etag) {
        List<String> values = headers.all("Range");
        if (values.size() != 1 || !headers.first("If-Range").orElse(etag).equals(etag)) {
            return Optional.empty();
        }
        Matcher matcher = ONE_RANGE.matcher(values.get(0).strip());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long length = Math.min(size, Long.parseLong(matcher.group(2)));
            return Optional.of(checked(size - length, size - 1, size));
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? size - 1 : Long.parseLong(matcher.group(2));
        if (!matcher.group(2).isEmpty() && last < first) {
            return Optional.empty();
        }
        return Optional.of(checked(first, Math.min(last, size - 1), size));
    }

    long length() {
        return last - first + 1;
    }

    private static ByteRange checked(long first, long last, long size) {
        if (first >= size || last < first) {
            throw Refusal.of(ProblemType.RANGE_NOT_SATISFIABLE).with("Content-Range", "bytes */" + size);
        }
        return new ByteRange(first, last);
    }
}
