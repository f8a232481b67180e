package io.remoteaudit.sampling;

import io.remoteaudit.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How members are drawn: without replacement, those whose SHA-256 over key and line is smallest, so that the draw is a
 * function of population and key and of nothing else. All texts are hashed in UTF-8, all digests written as 64 lower-case
 * hexadecimal digits.
 *
 * <pre>
 * commitment = SHA-256(seed)                                             given before the population is frozen
 * key        = SHA-256("remote-audit-draw-1" LF leaf hash LF seed LF)    leaf hash: of the ledger entry that froze it
 * rank       = SHA-256(key TAB line LF)                                  line: {@link Member#line()}
 * </pre>
 *
 * <p>The body chooses the seed before the leaf is made, which holds random salts of the maker's; the maker makes the leaf
 * knowing only the seed's digest. So neither side can steer the key, and to whoever did not choose both parts it is as
 * good as random.
 */
public final class DrawMethod {

    /** Names this method on draw sheets; another method gets another name. */
    public static final String NAME = "remote-audit-draw-1";

    private static final Pattern SEED = Pattern.compile("[0-9a-f]{64}");

    private static final Comparator<DrawnMember> BY_RANK = Comparator.comparing(
                    (DrawnMember drawn) -> drawn.rank().hex())
            .thenComparing(drawn -> drawn.member().leafIndex());

    private DrawMethod() {}

    /**
     * Whether a text can be a seed.
     *
     * @param seed the text
     * @return true for 64 lower-case hexadecimal digits
     */
    public static boolean isSeed(String seed) {
        return SEED.matcher(seed).matches();
    }

    /**
     * What is given of a seed before it is revealed.
     *
     * @param seed the seed
     * @return the commitment
     */
    public static Hash commitment(String seed) {
        return sha256(seed);
    }

    /**
     * The key of a draw: the body's part and the maker's.
     *
     * @param frozen the hash of the leaf of the ledger entry that froze the population
     * @param seed the body's seed
     * @return the key
     */
    public static Hash key(Hash frozen, String seed) {
        return sha256(NAME + '\n' + frozen.hex() + '\n' + seed + '\n');
    }

    /**
     * A member's rank: the smaller, the sooner it is drawn.
     *
     * @param key the draw's key
     * @param member the member
     * @return the rank
     */
    public static Hash rank(Hash key, Member member) {
        return sha256(key.hex() + '\t' + member.line() + '\n');
    }

    /**
     * Draws.
     *
     * @param population all members, in any order; read once
     * @param key the draw's key
     * @param wanted how many of each stratum; one with an empty name for a population that is not divided
     * @return those drawn, stratum by stratum in the order of their names, the smallest rank first
     */
    public static List<DrawnMember> draw(Iterator<Member> population, Hash key, Map<String, Integer> wanted) {
        SortedMap<String, PriorityQueue<DrawnMember>> drawn = new TreeMap<>();
        while (population.hasNext()) {
            Member member = population.next();
            int most = wanted.getOrDefault(member.stratum(), 0);
            if (most == 0) {
                continue;
            }
            PriorityQueue<DrawnMember> best =
                    drawn.computeIfAbsent(member.stratum(), stratum -> new PriorityQueue<>(BY_RANK.reversed()));
            best.add(new DrawnMember(member, rank(key, member)));
            if (best.size() > most) {
                best.remove();
            }
        }
        List<DrawnMember> all = new ArrayList<>();
        drawn.values().forEach(best -> best.stream().sorted(BY_RANK).forEach(all::add));
        return all;
    }

    private static Hash sha256(String text) {
        return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
