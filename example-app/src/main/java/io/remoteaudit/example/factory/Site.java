package io.remoteaudit.example.factory;

/** A site of the factory. */
public enum Site {
    /** The plant in Suzhou, with clean rooms for masks and the sterilization chambers. */
    SZ("苏州一厂"),
    /** The plant in Xiantao, with lines for masks and protective clothing. */
    XT("仙桃二厂");

    private final String chinese;

    Site(String chinese) {
        this.chinese = chinese;
    }

    /**
     * The name on the site's documents.
     *
     * @return the Chinese name
     */
    public String chinese() {
        return chinese;
    }
}
