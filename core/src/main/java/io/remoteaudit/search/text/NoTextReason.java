package io.remoteaudit.search.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why the text of an attachment cannot be searched. */
public enum NoTextReason {
    /** Nobody has come to it yet. */
    NOT_YET_READ("not-yet-read", Kind.PENDING, "尚未读取，稍后即可检索", "it has not been read yet and will be soon"),
    /** It has a password. */
    ENCRYPTED("encrypted", Kind.UNREADABLE, "文件已加密，需要密码", "it is encrypted and needs a password"),
    /** It is not what its first bytes say it is. */
    CORRUPT("corrupt", Kind.UNREADABLE, "文件已损坏，或不是其所声称的格式", "it is damaged, or not of the format it claims"),
    /** A scan or an empty document. */
    NO_TEXT("no-text", Kind.UNREADABLE, "文件中没有文字（例如扫描件）", "there is no text in it, as in a scan"),
    /** A text in neither UTF-8, UTF-16 nor GB18030. */
    UNKNOWN_ENCODING(
            "unknown-encoding",
            Kind.UNREADABLE,
            "文字编码既不是 UTF-8、UTF-16，也不是 GB18030",
            "its text is in none of UTF-8, UTF-16 and GB18030"),
    /** Reading it took longer than it may. */
    TOO_SLOW("too-slow", Kind.UNREADABLE, "读取耗时超过限制", "reading it takes longer than the limit"),
    /** Reading it took more memory or disk than it may, as with files made to expand. */
    EXPANDS("expands", Kind.UNREADABLE, "展开后过大，超过内存或磁盘限制", "it expands to more than the memory or disk allowed"),
    /** The reading process ended each time it tried. */
    BREAKS_READER(
            "breaks-reader", Kind.UNREADABLE, "读取程序在读取此文件时异常退出", "the reading process ended each time it read it"),
    /** The stored content is missing or was altered. */
    NO_CONTENT(
            "no-content",
            Kind.UNREADABLE,
            "存储的文件缺失或与记录不符",
            "its stored content is missing or is not what was recorded"),
    /** Pictures, programs and everything else that is not read. */
    OTHER_FORMAT("other-format", Kind.NOT_ATTEMPTED, "此格式不提取文字", "text is not read from files of its format"),
    /** Larger than the host lets be read. */
    TOO_LARGE("too-large", Kind.NOT_ATTEMPTED, "文件超过可读取的大小限制", "it is larger than files that are read"),
    /** Apache Tika is missing. */
    NO_READER("no-reader", Kind.NOT_ATTEMPTED, "系统未安装可读取此格式的组件", "what reads its format is not installed"),
    /** The host does not want attachments read. */
    SWITCHED_OFF("switched-off", Kind.NOT_ATTEMPTED, "附件内容检索已关闭", "searching in attachments is switched off");

    /** What kind of reason it is. */
    enum Kind {
        PENDING,
        UNREADABLE,
        NOT_ATTEMPTED
    }

    private final String wireName;
    private final Kind kind;
    private final String chinese;
    private final String english;

    NoTextReason(String wireName, Kind kind, String chinese, String english) {
        this.wireName = wireName;
        this.kind = kind;
        this.chinese = chinese;
        this.english = english;
    }

    /**
     * The reason's name in JSON.
     *
     * @return words joined by hyphens
     */
    public String wireName() {
        return wireName;
    }

    /**
     * The reason in words.
     *
     * @param locale whose language is Chinese or not
     * @return half a sentence about the file
     */
    public String words(Locale locale) {
        return locale.getLanguage().equals("zh") ? chinese : english;
    }

    /**
     * Finds a reason by its name.
     *
     * @param wireName the name
     * @return the reason, or empty
     */
    public static Optional<NoTextReason> named(String wireName) {
        return Arrays.stream(values())
                .filter(reason -> reason.wireName.equals(wireName))
                .findFirst();
    }

    Kind kind() {
        return kind;
    }
}
