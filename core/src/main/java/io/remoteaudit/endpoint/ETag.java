package io.remoteaudit.endpoint;

import io.remoteaudit.api.ProblemType;
import io.remoteaudit.ledger.Hash;
import java.util.Arrays;
import java.util.Base64;

/** Entity tags, RFC 9110, section 8.8.3; always strong ones. */
final class ETag {

    private static final int TAG_BYTES = 18;

    private ETag() {}

    /** The tag of a content. */
    static String of(byte[] content) {
        byte[] digest = Hash.sha256(content).toBytes();
        byte[] part = Arrays.copyOf(digest, TAG_BYTES);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(part) + '"';
    }

    /** The tag of a numbered version. */
    static String of(int version) {
        return "\"" + version + "\"";
    }

    /** Whether a request says that it has this content already. */
    static boolean notModified(Headers headers, String etag) {
        return headers.all("If-None-Match").stream().anyMatch(value -> names(value, etag, true));
    }

    /** Whether a request's {@code If-Match} names this version. */
    static boolean matches(Headers headers, String etag) {
        return headers.all("If-Match").stream().anyMatch(value -> names(value, etag, false));
    }

    /** The version a change is based on, which {@code If-Match} must name. */
    static int requireMatch(Headers headers, int version) {
        if (headers.all("If-Match").isEmpty()) {
            throw Refusal.of(ProblemType.PRECONDITION_REQUIRED);
        }
        if (!matches(headers, of(version))) {
            throw Refusal.of(ProblemType.PRECONDITION_FAILED);
        }
        return version;
    }

    private static boolean names(String list, String etag, boolean weakToo) {
        for (String item : list.split(",", -1)) {
            String tag = item.strip();
            if (tag.equals("*") || tag.equals(etag) || (weakToo && tag.equals("W/" + etag))) {
                return true;
            }
        }
        return false;
    }
}
