package io.remoteaudit.example.epcis;

import java.util.Set;

/** The words of the Core Business Vocabulary that may stand bare; any other step or disposition has to be a URI. */
final class Vocabulary {

    static final Set<String> STEPS = Set.of(
            "accepting",
            "arriving",
            "assembling",
            "collecting",
            "commissioning",
            "consigning",
            "creating_class_instance",
            "cycle_counting",
            "decommissioning",
            "departing",
            "destroying",
            "disassembling",
            "dispensing",
            "encoding",
            "entering_exiting",
            "holding",
            "inspecting",
            "installing",
            "killing",
            "loading",
            "other",
            "packing",
            "picking",
            "receiving",
            "removing",
            "repackaging",
            "repairing",
            "replacing",
            "reserving",
            "retail_selling",
            "sampling",
            "sensor_reporting",
            "shipping",
            "staging_outbound",
            "stock_taking",
            "stocking",
            "storing",
            "transporting",
            "transforming",
            "unloading",
            "unpacking",
            "void_shipping");

    static final Set<String> DISPOSITIONS = Set.of(
            "active",
            "available",
            "completeness_inferred",
            "completeness_verified",
            "conformant",
            "container_closed",
            "container_open",
            "damaged",
            "destroyed",
            "dispensed",
            "disposed",
            "encoded",
            "expired",
            "in_progress",
            "in_transit",
            "inactive",
            "mismatch_class",
            "mismatch_instance",
            "mismatch_quantity",
            "needs_replacement",
            "no_pedigree_match",
            "non_conformant",
            "non_sellable_other",
            "partially_dispensed",
            "recalled",
            "reserved",
            "retail_sold",
            "returned",
            "sellable_accessible",
            "sellable_not_accessible",
            "stolen",
            "unavailable",
            "unknown");

    private Vocabulary() {}

    /** The bare word of a CBV URI in any of its spellings; an own URI stays as it is. */
    static String bare(String word, Set<String> known) {
        String last = word.substring(
                Math.max(word.lastIndexOf(':'), Math.max(word.lastIndexOf('/'), word.lastIndexOf('-'))) + 1);
        boolean cbv = word.startsWith("urn:epcglobal:cbv:") || word.contains("ref.gs1.org/cbv/");
        return cbv && known.contains(last) ? last : word;
    }

    static boolean allowed(String word, Set<String> known) {
        return known.contains(word) || word.indexOf(':') > 0;
    }
}
