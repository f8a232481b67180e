package io.remoteaudit.example.search;

import java.util.Comparator;
import java.util.List;

/** How good the first ten results are: normalized discounted cumulative gain with gains of 2^grade - 1. */
final class Gain {

    private static final int SHOWN = 10;

    private Gain() {}

    /**
     * The gain of results against that of the best possible ones.
     *
     * @param shown the grades of the results in their order
     * @param all the grades of everything that is of use
     * @return from 0 to 1
     */
    static double normalized(List<Integer> shown, List<Integer> all) {
        double best = discounted(all.stream().sorted(Comparator.reverseOrder()).toList());
        return best == 0 ? 1 : discounted(shown) / best;
    }

    private static double discounted(List<Integer> grades) {
        double sum = 0;
        for (int i = 0; i < Math.min(SHOWN, grades.size()); i++) {
            sum += (Math.pow(2, grades.get(i)) - 1) * Math.log(2) / Math.log(i + 2);
        }
        return sum;
    }
}
