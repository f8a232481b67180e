package io.remoteaudit.engagement;

import java.util.Locale;

/**
 * The eight conditions that are checked before an audit is held remotely. The wording is this product's own.
 *
 * <p>That there are eight and what each is about was read about {@value #SOURCE} in a secondary source and not in the
 * document itself; {@link #VERIFIED} says so wherever they are shown.
 */
public enum ReadinessCondition {
    /** The objectives can be reached. */
    OBJECTIVES("objectives", "远程方式不妨碍达到审核目的", "The audit's objectives can be reached remotely"),
    /** Everyone concerned accepts. */
    ACCEPTANCE("acceptance", "有关各方都接受远程审核", "All concerned accept a remote audit"),
    /** The technology is chosen. */
    TECHNOLOGY("technology", "已选定适用的技术手段", "Suitable technology has been chosen"),
    /** The information suffices. */
    INFORMATION("information", "可取得的信息足以得出结论", "The information within reach is enough to conclude from"),
    /** Scope and limits are set. */
    LIMITS("limits", "远程审核的范围与界限已确定", "What is audited remotely, and where that ends, is set"),
    /** Both parties are able. */
    ABILITY("ability", "双方人员具备所需能力", "People on both sides are able to do it"),
    /** Differences are resolved. */
    DIFFERENCES("differences", "双方的分歧已解决", "Differences between the parties have been resolved"),
    /** The method can be changed. */
    CHANGE_OF_METHOD("change-of-method", "经双方同意可以改变审核方式", "The method can be changed when both parties agree");

    /** Where the conditions come from. */
    public static final String SOURCE = "ISO/IEC TS 17012:2024, 5.2.2";

    /** Whether someone compared them with the document itself. */
    public static final boolean VERIFIED = false;

    private final String wireName;
    private final String chinese;
    private final String english;

    ReadinessCondition(String wireName, String chinese, String english) {
        this.wireName = wireName;
        this.chinese = chinese;
        this.english = english;
    }

    /**
     * The name used in terms and on the wire.
     *
     * @return lower-case words joined by hyphens
     */
    public String wireName() {
        return wireName;
    }

    /**
     * The condition in words.
     *
     * @param locale Chinese or English
     * @return one sentence
     */
    public String text(Locale locale) {
        return locale.getLanguage().equals("zh") ? chinese : english;
    }

    /**
     * Finds a condition by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the condition
     * @throws IllegalArgumentException if no condition has that name
     */
    public static ReadinessCondition ofWireName(String wireName) {
        for (ReadinessCondition condition : values()) {
            if (condition.wireName.equals(wireName)) {
                return condition;
            }
        }
        throw new IllegalArgumentException("Not a condition of readiness: '" + wireName + "'");
    }
}
