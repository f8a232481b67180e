package io.remoteaudit.search;

import java.util.Locale;

/** Why the index does not take in what it should, though it answers from what it has. It tries again by itself. */
public enum IndexTrouble {
    /** Nothing more can be written where the index is. */
    DISK_FULL(
            "RA-0311",
            "索引所在磁盘已满；请腾出空间，索引会自动继续",
            "the disk the search index is on is full; free some space, and indexing goes on by itself"),
    /** The index's files cannot be written for another reason. */
    NOT_WRITABLE(
            "RA-0312",
            "索引目录无法写入；请检查其所有者、权限和磁盘",
            "the search index cannot be written; check the owner, the rights and the disk of its directory"),
    /** A file of the index is not what was written there. */
    DAMAGED(
            "RA-0313",
            "索引文件已损坏，正在由账本重建；请检查磁盘",
            "a file of the search index is damaged and the index is rebuilt from the ledger; check the disk"),
    /** The database does not answer. */
    LEDGER_UNREADABLE(
            "RA-0314",
            "无法读取账本；请检查数据库，索引会自动继续",
            "the ledger cannot be read; check the database, and indexing goes on by itself"),
    /** Something nobody has foreseen. */
    FAILED(
            "RA-0315",
            "建立索引时出现意外错误，将自动重试；请把日志中的详情报告给供应方",
            "indexing failed unexpectedly and is tried again; report what the log says of it");

    private final String code;
    private final String chinese;
    private final String english;

    IndexTrouble(String code, String chinese, String english) {
        this.code = code;
        this.chinese = chinese;
        this.english = english;
    }

    /**
     * The stable code.
     *
     * @return for example {@code RA-0311}
     */
    public String code() {
        return code;
    }

    /**
     * What is wrong and what to do.
     *
     * @param locale whose language is Chinese or not
     * @return a sentence without its full stop
     */
    public String words(Locale locale) {
        return locale.getLanguage().equals("zh") ? chinese : english;
    }
}
