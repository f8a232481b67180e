package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Material;
import io.remoteaudit.example.factory.Site;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The accepted material lots of each site; the oldest is used first. */
final class Stock {

    /** A lot on the shelf, and how much of it is left in parts of a hundred. */
    private static final class Shelf {
        private final String lot;
        private final LocalDate usableFrom;
        private int left = 100;

        Shelf(String lot, LocalDate usableFrom) {
            this.lot = lot;
            this.usableFrom = usableFrom;
        }
    }

    private final Map<String, List<Shelf>> shelves = new HashMap<>();

    void put(Site site, Material material, String lot, LocalDate usableFrom) {
        shelves.computeIfAbsent(key(site, material), key -> new ArrayList<>()).add(new Shelf(lot, usableFrom));
    }

    /** Takes so many hundredths of a lot; what one lot lacks comes from the next. Fewer lots than needed if out of stock. */
    List<String> take(Site site, Material material, int hundredths, LocalDate day) {
        List<String> lots = new ArrayList<>();
        int wanted = hundredths;
        for (Shelf shelf : shelves.getOrDefault(key(site, material), List.of())) {
            if (wanted > 0 && shelf.left > 0 && !shelf.usableFrom.isAfter(day)) {
                int taken = Math.min(wanted, shelf.left);
                shelf.left -= taken;
                wanted -= taken;
                lots.add(shelf.lot);
            }
        }
        return lots;
    }

    boolean has(Site site, Material material, int hundredths, LocalDate day) {
        return shelves.getOrDefault(key(site, material), List.of()).stream()
                        .filter(shelf -> !shelf.usableFrom.isAfter(day))
                        .mapToInt(shelf -> shelf.left)
                        .sum()
                >= hundredths;
    }

    private static String key(Site site, Material material) {
        return site.name() + material.code();
    }
}
