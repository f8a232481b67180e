package io.remoteaudit.feed;

/** The rule for what sources are called. Stateless. */
final class SourceName {

    private SourceName() {}

    static String require(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,29}")) {
            throw new MappingException(
                    "RA-1003",
                    "The source's name '" + name + "' must be 1 to 30 small letters, digits or -, for example 'lims'");
        }
        return name;
    }
}
