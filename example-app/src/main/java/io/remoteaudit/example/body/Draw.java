package io.remoteaudit.example.body;

import io.remoteaudit.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * A draw that anyone can repeat: the records whose SHA-256 over seed and id is smallest. Which they are depends on nothing
 * but the population and the seed, and nobody can steer it without choosing the seed after having seen the records.
 *
 * @param seed the seed
 * @param population how many records there were
 * @param populationDigest SHA-256 over the sorted ids, a line each
 * @param drawn the ids drawn, in the order of the draw
 */
record Draw(String seed, int population, Hash populationDigest, List<String> drawn) {

    Draw {
        drawn = List.copyOf(drawn);
    }

    static Draw of(Iterable<String> ids, String seed, int size) {
        TreeSet<String> population = new TreeSet<>();
        ids.forEach(population::add);
        List<String> drawn = population.stream()
                .sorted(Comparator.comparing(
                        (String id) -> sha256(seed + "\n" + id).hex()))
                .limit(size)
                .toList();
        return new Draw(seed, population.size(), sha256(String.join("\n", population)), drawn);
    }

    private static Hash sha256(String text) {
        return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
