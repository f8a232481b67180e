package io.remoteaudit.client;

import io.remoteaudit.api.CosignatureJson;
import io.remoteaudit.api.LedgerTimestamp;
import io.remoteaudit.api.LedgerTimestamps;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.ConsistencyProof;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.KeyHistory;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.ledger.ProofException;
import io.remoteaudit.ledger.TileId;
import io.remoteaudit.ledger.WitnessKey;
import io.remoteaudit.timestamp.Timestamp;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Holds the maker to its ledger: checkpoints, what witnesses and time-stamp authorities say of them, and what anyone needs
 * to check them alone. Each method blocks; failures are those of {@link EngagementClient}. Safe for use by several threads.
 */
public final class LedgerClient {

    private final Transport transport;
    private final Witness witness;
    private final EngagementAddress address;

    LedgerClient(EngagementAddress address, Witness witness) {
        this.transport = address.transport();
        this.witness = witness;
        this.address = address;
    }

    /**
     * The ledger's newest checkpoint, checked, and proven to continue the last one seen.
     *
     * @return the checkpoint
     * @throws ProofException if the signature does not hold
     * @throws LedgerForkException if the ledger was rewritten or forked
     */
    public Checkpoint checkpoint() {
        return witness.accept(address.url(), note());
    }

    /**
     * Witnesses the ledger: takes its newest checkpoint, checks it as {@link #checkpoint} does, cosigns it and hands the
     * cosignature to the maker, who shows it to this engagement and cannot deny having had it.
     *
     * @param key the witness's key
     * @param clock gives the time that is stated
     * @return the checkpoint with the cosignature, to be kept
     * @throws ProofException if the maker's signature does not hold
     * @throws LedgerForkException if the ledger was rewritten or forked; nothing is cosigned then
     */
    public String cosign(WitnessKey key, Clock clock) {
        String note = note();
        witness.accept(address.url(), note);
        String cosigned = key.cosign(note, clock.instant());
        Request.Builder request = address.change("ledger", "cosignatures");
        transport.nothing(request.post(
                        RequestBody.create(Json.write(CosignatureJson.write(key.key(), cosigned)), Transport.JSON))
                .build());
        return cosigned;
    }

    /**
     * The newest checkpoints this engagement's witnesses have cosigned, each checked against the ledger's key. Their
     * cosignatures are checked with {@link io.remoteaudit.ledger.CosignerKey#verify}.
     *
     * @return signed notes, newest first, at most 50
     * @throws ProofException if the maker's signature does not hold
     * @throws LedgerForkException if one of them is not of the ledger that is seen
     */
    public List<String> cosigned() {
        List<String> notes = CosignatureJson.readList(
                transport.get(address.at("ledger", "cosignatures").build()).json());
        notes.forEach(note -> witness.accept(address.url(), note));
        return notes;
    }

    /**
     * The time-stamps of the ledger's checkpoints, each checkpoint checked against the ledger's key and proven to be of
     * the ledger that is seen. What an authority says is checked by {@link #timestamp}.
     *
     * @return who time-stamps, and at most 50 time-stamps, given and pending, largest ledger size first
     * @throws ProofException if the maker's signature does not hold
     * @throws LedgerForkException if a checkpoint is not of the ledger that is seen
     */
    public LedgerTimestamps timestamps() {
        LedgerTimestamps timestamps = LedgerTimestamps.fromJson(
                transport.get(address.at("ledger", "timestamps").build()).json());
        timestamps.items().forEach(this::accept);
        timestamps.newestGiven().ifPresent(this::accept);
        return timestamps;
    }

    /**
     * Fetches a time-stamp and checks that it is over its checkpoint's signed note and by an authority that is trusted.
     *
     * @param listed a given one of {@link #timestamps}
     * @param trusted the certificates that are trusted, from elsewhere than the maker; at least one
     * @return the time-stamp
     * @throws ProofException if the maker's signature of the checkpoint does not hold
     * @throws LedgerForkException if the checkpoint is not of the ledger that is seen
     * @throws io.remoteaudit.timestamp.TimestampException {@code RA-0241} if the time-stamp does not hold
     * @throws AuditProblemException if it is still pending
     */
    public Timestamp timestamp(LedgerTimestamp listed, List<X509Certificate> trusted) {
        accept(listed);
        Timestamp timestamp = Timestamp.parse(transport.bytes(transport
                .request(address.at("ledger", "timestamps", String.valueOf(listed.ledgerSize()), listed.authority())
                        .build())
                .build()));
        timestamp.verify(Hash.sha256(listed.checkpoint().getBytes(StandardCharsets.UTF_8)), trusted);
        return timestamp;
    }

    /**
     * The keys that have signed checkpoints, each change between two of them signed by both and proven in the ledger, and
     * led to from the key this client trusts.
     *
     * @return the keys
     * @throws ProofException if something does not hold
     * @throws LedgerForkException if the ledger was rewritten or forked, or no proven change leads to its key
     */
    public KeyHistory keys() {
        return witness.keys(address.url(), note());
    }

    /**
     * Some hashes of the tree (C2SP tlog-tiles), for whoever recomputes it. They are not checked yet.
     *
     * @param tile which
     * @return the hashes, as many as the tile is wide
     */
    public List<Hash> tile(TileId tile) {
        byte[] bytes = transport.bytes(transport
                .request(address.url()
                        .newBuilder()
                        .addPathSegment("ledger")
                        .addPathSegments(tile.path())
                        .build())
                .build());
        if (bytes.length != tile.width() * Hash.LENGTH) {
            throw new MalformedException(
                    "The tile " + tile.path() + " has " + bytes.length + " bytes, not " + tile.width() * Hash.LENGTH);
        }
        List<Hash> hashes = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += Hash.LENGTH) {
            hashes.add(Hash.of(Arrays.copyOfRange(bytes, at, at + Hash.LENGTH)));
        }
        return hashes;
    }

    /**
     * The proof that the ledger of one size continues that of an earlier one. It is not checked yet; {@link
     * ConsistencyProof#require} does so.
     *
     * @param from the earlier size, at least 1
     * @param to the later size
     * @return the proof
     * @throws ProofException if it is of other sizes
     */
    public ConsistencyProof consistency(long from, long to) {
        return witness.consistency(address.url(), from, to);
    }

    private String note() {
        return transport.text(
                transport.request(address.at("ledger", "checkpoint").build()).build());
    }

    private void accept(LedgerTimestamp listed) {
        if (witness.accept(address.url(), listed.checkpoint()).size() != listed.ledgerSize()) {
            throw new ProofException("The time-stamped checkpoint is not of size " + listed.ledgerSize());
        }
    }
}
