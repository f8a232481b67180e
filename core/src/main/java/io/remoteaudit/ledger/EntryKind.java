package io.remoteaudit.ledger;

/** What a ledger entry is about. */
public enum EntryKind {
    /** A version of a quality record. */
    RECORD("record"),
    /** The erasure of a disclosure, with its legal reason. */
    ERASURE("erasure"),
    /** A proposal, an acceptance, a change or a revocation of an engagement. */
    ENGAGEMENT("engagement"),
    /** The issue or revocation of an access token. */
    CREDENTIAL("credential"),
    /** An invitation: made, redeemed for a token, withdrawn, or tried with a wrong code. */
    INVITATION("invitation"),
    /** A passkey of an auditor: registered, renamed, removed. */
    PASSKEY("passkey"),
    /** A message of a question: asked, answered, followed up, closed. */
    QUESTION("question"),
    /** A step of a finding: raised, responded, accepted, closed. */
    FINDING("finding"),
    /** A step of a sample: a population frozen, members drawn or picked, examined, concluded on. */
    SAMPLE("sample"),
    /** A certification body's decision on a certificate, as it reported it. */
    CERTIFICATE("certificate"),
    /** A version of the maker's own profile. */
    ORGANIZATION("organization"),
    /** A version of an audit plan, or its confirmation. */
    PLAN("plan"),
    /** A version of a preparation list, its confirmation, or how far one of its items is. */
    PREPARATION("preparation"),
    /** A request for consent to a download or a capture: asked, granted, refused, used, taken back. */
    CONSENT("consent"),
    /** An export handed out. */
    EXPORT("export"),
    /** A read by an auditor: attempted, then served. */
    ACCESS("access"),
    /** A change of the key that signs the ledger's checkpoints. */
    KEY("key");

    private final String wireName;

    EntryKind(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in leaves.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds a kind by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the kind
     * @throws IllegalArgumentException if no kind has that name
     */
    public static EntryKind ofWireName(String wireName) {
        for (EntryKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("Not a kind of ledger entry: '" + wireName + "'");
    }
}
