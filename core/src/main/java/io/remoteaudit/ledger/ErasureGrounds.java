package io.remoteaudit.ledger;

import java.util.Objects;

/**
 * Why content is erased, as the law asks to be told. Auditors read it, so it holds no personal data itself.
 *
 * @param legalBasis the provision that demands or allows it, 1 to 200 characters, for example {@code 个人信息保护法
 *     第四十七条第一款第（一）项} or {@code GDPR Art. 17(1)(a)}
 * @param reason what made it apply, 1 to 1,000 characters, for example that the purpose is fulfilled
 * @param erasedBy who decided it, 1 to 200 characters: an office or a person responsible
 */
public record ErasureGrounds(String legalBasis, String reason, String erasedBy) {

    private static final int LONGEST = 200;
    private static final int LONGEST_REASON = 1_000;

    /**
     * Checks each text.
     *
     * @throws IllegalArgumentException if one is blank or too long
     */
    public ErasureGrounds {
        require("legalBasis", legalBasis, LONGEST);
        require("reason", reason, LONGEST_REASON);
        require("erasedBy", erasedBy, LONGEST);
    }

    private static void require(String name, String text, int longest) {
        Objects.requireNonNull(text, name);
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException("An erasure's " + name + " has 1 to " + longest + " characters");
        }
    }
}
