package io.remoteaudit.ledger;

import java.util.List;

/**
 * Where a ledger's private keys are. A ledger has one until its key is changed, then one more each time; all are kept,
 * though only the newest signs. Implementations are safe for use by several threads.
 */
public interface LedgerKeys {

    /**
     * The keys there are, read anew each time, so that one brought from another node is found without a restart.
     *
     * @return signers in one origin's name, oldest first
     * @throws io.remoteaudit.store.StoreException if a key cannot be read
     */
    List<LogSigner> signers();

    /**
     * Makes a key, or gives the one a broken-off attempt has made. It is durable when this returns. Called only while
     * nothing was signed with the key of that number.
     *
     * @param number 1 for the ledger's first key, 2 for the one after the first change of key, and so on
     * @return signs with it
     * @throws io.remoteaudit.store.StoreException if it cannot be kept
     * @throws UnsupportedOperationException if the keys are not made here
     */
    LogSigner make(int number);

    /**
     * Where a key is kept, for messages to the person who has to bring it.
     *
     * @param number the key's number
     * @return for example a file name
     */
    String place(int number);

    /**
     * One key that is never changed.
     *
     * @param signer signs with it
     * @return the key
     */
    static LedgerKeys of(LogSigner signer) {
        return new LedgerKeys() {
            @Override
            public List<LogSigner> signers() {
                return List.of(signer);
            }

            @Override
            public LogSigner make(int number) {
                if (number == 1) {
                    return signer;
                }
                throw new UnsupportedOperationException("This ledger was opened with one key, which is not changed");
            }

            @Override
            public String place(int number) {
                return "key " + number;
            }
        };
    }
}
