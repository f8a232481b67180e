package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Product;
import io.remoteaudit.example.factory.Site;
import java.time.LocalDate;

/** One lot as production planning sees it; {@code index} counts the year's lots from 0. */
record ProductLot(int index, String no, Product product, Site site, LocalDate day, boolean sterile, int quantity) {

    String line() {
        return site.name() + "-" + product.model().substring(0, 2) + "-L1";
    }
}
