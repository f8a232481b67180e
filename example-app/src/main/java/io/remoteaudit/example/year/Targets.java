package io.remoteaudit.example.year;

/** Which lots carry an oddity, so that every year has each of them, however many lots it has. */
record Targets(int lots) {

    int lateEntry() {
        return lots / 9;
    }

    int usedBeforeInspection() {
        return lots / 7;
    }

    int labelsMissing() {
        return lots / 3;
    }

    /** The first of these or a later one that is sterile. */
    int releasedBeforeSterility() {
        return lots / 2;
    }

    int residueAtLimit() {
        return lots * 3 / 5;
    }

    /** The first protective mask from here on that is made under the new edition. */
    int supersededEdition() {
        return lots / 4;
    }

    int correctedAfterRelease() {
        return lots * 2 / 3;
    }

    int shippedMoreThanMade() {
        return lots * 4 / 5;
    }

    int untrainedSterilizer() {
        return lots * 2 / 5;
    }

    /** Lots that must come as far as the chamber or the customer to carry what they are meant to. */
    boolean mustPass(int index) {
        return index == correctedAfterRelease() || index == shippedMoreThanMade() || index == untrainedSterilizer();
    }
}
