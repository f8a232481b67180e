package io.remoteaudit.export;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which terms an engagement's entries show, and which parties accepted them. Only an acceptance is one: other events name
 * a party too. Not safe for use by several threads.
 */
final class AgreedTerms {

    private static final Set<String> BOTH = Set.of("maker", "body");

    private final Set<String> acceptedBy = new HashSet<>();
    private String digest = "";

    /** Takes the fields of the next entry, in ledger order. */
    void take(Map<String, String> fields) {
        switch (fields.getOrDefault("event", "")) {
            case "proposed", "amended" -> {
                digest = fields.getOrDefault("digest", "");
                acceptedBy.clear();
            }
            case "accepted" -> {
                if (fields.getOrDefault("digest", "").equals(digest)) {
                    acceptedBy.add(fields.getOrDefault("party", ""));
                }
            }
            default -> {
                // Nothing else changes what is agreed, in this release or a later one.
            }
        }
    }

    /** Whether both parties accepted terms of this digest, and nothing was changed since. */
    boolean are(String wanted) {
        return !digest.isEmpty() && digest.equals(wanted) && acceptedBy.containsAll(BOTH);
    }
}
