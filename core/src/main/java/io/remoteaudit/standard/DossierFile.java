package io.remoteaudit.standard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the shipped rules of dossiers. */
final class DossierFile {

    private DossierFile() {}

    static DossierRules read(JsonAt file) {
        List<DossierItem> items = new ArrayList<>();
        for (JsonAt at : file.list("items")) {
            at.build(() -> items.add(new DossierItem(
                    at.text("id"),
                    LotKind.ofWireName(at.text("lots")),
                    at.text("recordType"),
                    at.flag("ifSterile"),
                    at.flag("ofInputs"),
                    link(at),
                    at.flag("verified"))));
            at.requireAllRead();
        }
        List<DossierOrder> orders = new ArrayList<>();
        for (JsonAt at : file.list("orders")) {
            at.build(() -> orders.add(new DossierOrder(
                    at.text("id"),
                    LotKind.ofWireName(at.text("lots")),
                    at.text("first"),
                    at.flag("ofInputs"),
                    at.text("then"),
                    at.optionalText("attribute"),
                    at.optionalText("value"),
                    at.flag("verified"))));
            at.requireAllRead();
        }
        List<DossierValidity> validities = new ArrayList<>();
        for (JsonAt at : file.list("validities")) {
            at.build(() -> validities.add(new DossierValidity(
                    at.text("id"),
                    DossierValidity.Of.ofWireName(at.text("of")),
                    at.text("recordType"),
                    at.text("key"),
                    at.text("from"),
                    at.optionalText("to"),
                    at.optionalText("attribute"),
                    at.optionalText("value"),
                    at.flag("everyVersion"),
                    at.flag("verified"))));
            at.requireAllRead();
        }
        file.requireAllRead();
        return new DossierRules(items, orders, validities);
    }

    private static @Nullable DossierLink link(JsonAt at) {
        String through = at.optionalText("through");
        if (through == null) {
            return null;
        }
        String key = at.optionalText("key");
        return key == null
                ? new DossierLink.During(through, at.text("from"), at.text("to"))
                : new DossierLink.ByKey(through, at.text("attribute"), key);
    }
}
