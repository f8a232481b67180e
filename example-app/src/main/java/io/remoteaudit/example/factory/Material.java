package io.remoteaudit.example.factory;

import java.util.List;

/** A material the factory buys, with the requirements of its purchasing specification. */
public enum Material {
    /** The filter layer of masks. */
    MELT_BLOWN(
            "MB-25",
            "熔喷无纺布",
            "kg",
            "A",
            List.of(
                    new Requirement("FILTRATION", "%", ">=", "97.0", 98.6, 0.5, 1, "QS-MB-03 气溶胶法 32 L/min"),
                    new Requirement("PRESSURE-DIFFERENCE", "Pa", "<=", "32.0", 26.5, 1.6, 1, "QS-MB-04"))),
    /** The outer and inner layer of masks. */
    SPUNBOND(
            "SB-30",
            "纺粘无纺布",
            "kg",
            "B",
            List.of(
                    new Requirement("STRENGTH", "N", ">=", "40", 52.0, 3.2, 1, "GB/T 24218.3"),
                    new Requirement("ELONGATION", "%", ">=", "40", 55.0, 4.0, 1, "GB/T 24218.3"))),
    /** The nose clip. */
    NOSE_WIRE(
            "NW-90",
            "鼻夹条",
            "kg",
            "B",
            List.of(new Requirement("NOSE-CLIP", "cm", ">=", "8.5", 9.0, 0.08, 2, "QS-NW-01 钢直尺"))),
    /** The ear loop. */
    EAR_LOOP(
            "EL-25",
            "耳带",
            "m",
            "B",
            List.of(new Requirement("STRAP", "N", ">=", "12", 16.5, 1.1, 1, "QS-EL-02 拉力试验机"))),
    /** The film-laminated fabric of protective clothing. */
    FILM_FABRIC(
            "FF-65",
            "覆膜无纺布",
            "m",
            "A",
            List.of(
                    new Requirement("HYDROSTATIC", "kPa", ">=", "2.50", 4.10, 0.35, 2, "GB/T 4744"),
                    new Requirement("MOISTURE", "g/(m²·d)", ">=", "2800", 3250, 120, 0, "GB/T 12704.1"),
                    new Requirement("STRENGTH", "N", ">=", "50", 78.0, 5.0, 1, "GB/T 3923.1"))),
    /** The tape that seals the seams of protective clothing. */
    SEAM_TAPE(
            "ST-20",
            "压条胶带",
            "m",
            "B",
            List.of(new Requirement("HYDROSTATIC", "kPa", ">=", "2.50", 3.80, 0.30, 2, "GB/T 4744"))),
    /** The sterilization pouch. */
    POUCH(
            "PO-TY",
            "灭菌包装袋",
            "pcs",
            "B",
            List.of(new Requirement("STRENGTH", "N", ">=", "6", 9.2, 0.7, 1, "YY/T 0698.5")));

    private final String code;
    private final String chinese;
    private final String uom;
    private final String materialClass;
    private final List<Requirement> requirements;

    Material(String code, String chinese, String uom, String materialClass, List<Requirement> requirements) {
        this.code = code;
        this.chinese = chinese;
        this.uom = uom;
        this.materialClass = materialClass;
        this.requirements = requirements;
    }

    /**
     * The material's number.
     *
     * @return for example {@code MB-25}
     */
    public String code() {
        return code;
    }

    /**
     * The material's name.
     *
     * @return the Chinese name
     */
    public String chinese() {
        return chinese;
    }

    /**
     * The unit it is bought in.
     *
     * @return {@code kg}, {@code m} or {@code pcs}
     */
    public String uom() {
        return uom;
    }

    /**
     * How much it matters to the product.
     *
     * @return {@code A}, {@code B} or {@code C}
     */
    public String materialClass() {
        return materialClass;
    }

    /**
     * What the purchasing specification demands.
     *
     * @return at least one requirement
     */
    public List<Requirement> requirements() {
        return requirements;
    }

    /**
     * Finds a material by its number.
     *
     * @param code the number
     * @return the material
     * @throws IllegalArgumentException if there is none of that number
     */
    public static Material ofCode(String code) {
        for (Material material : values()) {
            if (material.code.equals(code)) {
                return material;
            }
        }
        throw new IllegalArgumentException("There is no material '" + code + "'");
    }
}
