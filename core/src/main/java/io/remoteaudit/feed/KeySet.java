package io.remoteaudit.feed;

import io.remoteaudit.store.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which ids were met, by 64 bits of their digest: eight bytes an id, where the ids themselves would take a hundred. That two
 * of a million ids share them happens once in tens of millions of runs.
 */
final class KeySet {

    private static final double FILLED = 0.7;

    private long[] slots = new long[1 << 10];
    private int size;

    static long hash(String key) {
        long hash = ByteBuffer.wrap(Sha256.newDigest().digest(key.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        // Zero marks a free slot.
        return hash == 0 ? 1 : hash;
    }

    /** Whether it was not there. */
    boolean add(long hash) {
        if (size > slots.length * FILLED) {
            grow();
        }
        int slot = find(slots, hash);
        if (slots[slot] == hash) {
            return false;
        }
        slots[slot] = hash;
        size++;
        return true;
    }

    boolean contains(long hash) {
        return slots[find(slots, hash)] == hash;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        Arrays.stream(slots).filter(hash -> hash != 0).forEach(hash -> larger[find(larger, hash)] = hash);
        slots = larger;
    }

    private static int find(long[] slots, long hash) {
        int slot = (int) (hash >>> 20) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
