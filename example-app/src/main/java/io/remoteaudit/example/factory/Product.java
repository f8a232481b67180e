package io.remoteaudit.example.factory;

import java.time.LocalDate;
import java.util.List;

/** A product the factory makes; each is a family with one model. */
public enum Product {
    /** The medical surgical mask of YY 0469. */
    SURGICAL_MASK("surgical-mask", "医用外科口罩", "SM-175", "YY 0469-2011", "YY 0469-2011", "只", "06950000000001"),
    /** The medical protective mask of GB 19083. */
    PROTECTIVE_MASK("protective-mask", "医用防护口罩", "PM-N95", "GB 19083-2010", "GB 19083-2023", "只", "06950000000018"),
    /** The disposable protective clothing of GB 19082. */
    PROTECTIVE_CLOTHING(
            "protective-clothing", "医用一次性防护服", "PC-170", "GB 19082-2009", "GB 19082-2023", "件", "06950000000025");

    /** From this day on GB 19083-2023 and GB 19082-2023 replace the editions before them. */
    public static final LocalDate EDITIONS_CHANGE = LocalDate.of(2025, 12, 1);

    private final String family;
    private final String chinese;
    private final String model;
    private final String editionBefore;
    private final String editionAfter;
    private final String unit;
    private final String udiDi;

    Product(
            String family,
            String chinese,
            String model,
            String editionBefore,
            String editionAfter,
            String unit,
            String udiDi) {
        this.family = family;
        this.chinese = chinese;
        this.model = model;
        this.editionBefore = editionBefore;
        this.editionAfter = editionAfter;
        this.unit = unit;
        this.udiDi = udiDi;
    }

    /**
     * The product family as quality records name it.
     *
     * @return for example {@code surgical-mask}
     */
    public String family() {
        return family;
    }

    /**
     * The product's name on its documents.
     *
     * @return the Chinese name
     */
    public String chinese() {
        return chinese;
    }

    /**
     * The model.
     *
     * @return for example {@code SM-175}
     */
    public String model() {
        return model;
    }

    /**
     * The edition of its standard that holds for what is made on a day.
     *
     * @param day the day of making
     * @return for example {@code GB 19083-2010}
     */
    public String edition(LocalDate day) {
        return day.isBefore(EDITIONS_CHANGE) ? editionBefore : editionAfter;
    }

    /**
     * The unit its lots are counted in.
     *
     * @return the Chinese measure word
     */
    public String unit() {
        return unit;
    }

    /**
     * The product's number in its UDI.
     *
     * @return a GTIN of 14 digits from the range kept for examples
     */
    public String udiDi() {
        return udiDi;
    }

    /**
     * The materials it is made from.
     *
     * @return at least one
     */
    public List<Material> materials() {
        return switch (this) {
            case SURGICAL_MASK, PROTECTIVE_MASK ->
                List.of(Material.MELT_BLOWN, Material.SPUNBOND, Material.NOSE_WIRE, Material.EAR_LOOP);
            case PROTECTIVE_CLOTHING -> List.of(Material.FILM_FABRIC, Material.SEAM_TAPE, Material.POUCH);
        };
    }
}
