package io.remoteaudit.standard;

/** Where in the maker's work a record type belongs. */
public enum Stage {
    /** Suppliers, orders, receipts, incoming inspection. */
    PURCHASING("purchasing", new LocalizedText("采购", "Purchasing")),
    /** Work orders, batches, process parameters, environment. */
    PRODUCTION("production", new LocalizedText("生产", "Production")),
    /** In-process, finished-goods, type and stability tests. */
    INSPECTION("inspection", new LocalizedText("检验", "Inspection")),
    /** Cycles, indicators, residues, barriers. */
    STERILIZATION("sterilization", new LocalizedText("灭菌", "Sterilization")),
    /** Release, shipment, declarations. */
    RELEASE("release", new LocalizedText("放行", "Release")),
    /** Nonconforming product, complaints, corrective action. */
    NONCONFORMITY("nonconformity", new LocalizedText("不合格与纠正", "Nonconformity and correction")),
    /** People, equipment, documents and the management of the system. */
    MANAGEMENT("management", new LocalizedText("管理", "Management"));

    private final String wireName;
    private final LocalizedText label;

    Stage(String wireName, LocalizedText label) {
        this.wireName = wireName;
        this.label = label;
    }

    /**
     * The name used in data and on the wire.
     *
     * @return a lower-case name
     */
    public String wireName() {
        return wireName;
    }

    /**
     * The name for people.
     *
     * @return the name in both languages
     */
    public LocalizedText label() {
        return label;
    }

    /**
     * Finds a stage by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the stage
     * @throws IllegalArgumentException if no stage has that name
     */
    public static Stage ofWireName(String wireName) {
        for (Stage stage : values()) {
            if (stage.wireName.equals(wireName)) {
                return stage;
            }
        }
        throw new IllegalArgumentException("Not a stage: '" + wireName + "'");
    }
}
