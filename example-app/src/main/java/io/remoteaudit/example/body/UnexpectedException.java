package io.remoteaudit.example.body;

/** The audit did not go as it should: it ends here, with this as its last line. */
final class UnexpectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String chinese;

    UnexpectedException(String chinese, String english) {
        super(english);
        this.chinese = chinese;
    }

    String chinese() {
        return chinese;
    }
}
