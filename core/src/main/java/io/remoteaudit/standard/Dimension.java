package io.remoteaudit.standard;

/** A kind of quantity. Values of one kind can be compared whatever units they are stated in; values of two cannot. */
public enum Dimension {
    /** Plain numbers, parts of a whole, grades, counts. */
    RATIO("ratio", "比率", "ratio"),
    /** Pressure. */
    PRESSURE("pressure", "压力", "pressure"),
    /** Pressure difference divided by the area it was measured over. */
    PRESSURE_PER_AREA("pressure per area", "单位面积压差", "pressure per area"),
    /** Length. */
    LENGTH("length", "长度", "length"),
    /** Area. */
    AREA("area", "面积", "area"),
    /** Volume. */
    VOLUME("volume", "体积", "volume"),
    /** Mass. */
    MASS("mass", "质量", "mass"),
    /** Time. */
    TIME("time", "时间", "time"),
    /** Temperature as a thermometer shows it. */
    TEMPERATURE("temperature", "温度", "temperature"),
    /** Mass of a substance in a mass of product. */
    MASS_RATIO("mass ratio", "质量比", "mass ratio"),
    /** Mass of a substance in a volume. */
    MASS_PER_VOLUME("mass per volume", "质量浓度", "mass per volume"),
    /** Mass of an area of fabric. */
    MASS_PER_AREA("mass per area", "单位面积质量", "mass per area"),
    /** Mass that goes through an area in a time. */
    MASS_FLOW("mass flow", "透湿量", "mass flow"),
    /** Volume in a time. */
    FLOW("flow", "流量", "flow"),
    /** Length in a time. */
    SPEED("speed", "速度", "speed"),
    /** Turns or cycles in a time. */
    FREQUENCY("frequency", "频率", "frequency"),
    /** Force. */
    FORCE("force", "力", "force"),
    /** Force for a width of a seam or seal. */
    FORCE_PER_LENGTH("force per length", "单位宽度力", "force per length"),
    /** Colonies found. */
    COLONIES("colonies", "菌落数", "colonies"),
    /** Colonies in a mass of product. */
    COLONIES_PER_MASS("colonies per mass", "单位质量菌落数", "colonies per mass"),
    /** Colonies on an area. */
    COLONIES_PER_AREA("colonies per area", "单位面积菌落数", "colonies per area"),
    /** Colonies in a volume of air or liquid. */
    COLONIES_PER_VOLUME("colonies per volume", "单位体积菌落数", "colonies per volume"),
    /** Colonies on a settle plate. */
    COLONIES_PER_DISH("colonies per dish", "每皿菌落数", "colonies per dish"),
    /** Particles in a volume of air. */
    PARTICLES_PER_VOLUME("particles per volume", "单位体积粒子数", "particles per volume"),
    /** The decimal logarithm of a count. */
    LOG_COUNT("log count", "对数计数", "log count"),
    /** Electric charge. */
    CHARGE("charge", "电荷", "charge"),
    /** Electric potential. */
    VOLTAGE("voltage", "电压", "voltage"),
    /** Electric resistance. */
    RESISTANCE("resistance", "电阻", "resistance"),
    /** Power. */
    POWER("power", "功率", "power"),
    /** Absorbed radiation. */
    DOSE("dose", "辐照剂量", "dose"),
    /** Light on a surface. */
    ILLUMINANCE("illuminance", "照度", "illuminance"),
    /** Sound level. */
    SOUND_LEVEL("sound level", "声级", "sound level"),
    /** Acidity. */
    ACIDITY("acidity", "酸碱度", "acidity");

    private final String wireName;
    private final LocalizedText label;

    Dimension(String wireName, String zh, String en) {
        this.wireName = wireName;
        this.label = new LocalizedText(zh, en);
    }

    /**
     * The name used in data.
     *
     * @return a lower-case name, the same words as {@link Characteristic#dimension()} uses
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
}
