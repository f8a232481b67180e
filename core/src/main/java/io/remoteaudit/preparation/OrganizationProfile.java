package io.remoteaudit.preparation;

import io.remoteaudit.engagement.AuditSite;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who the maker is, as auditors read it.
 *
 * @param legalName the legal name, 1 to 200 characters
 * @param creditCode the unified social credit code (统一社会信用代码, GB 32100-2015); null where there is none
 * @param head who leads the organization; null if not recorded
 * @param phone how to reach it; null if not recorded
 * @param addresses its addresses, at most 10
 * @param sites its physical and virtual sites, at most 30
 * @param responsible who answers for what, at most 30
 * @param certificates the certificates it holds or held, at most 30
 */
public record OrganizationProfile(
        String legalName,
        @Nullable String creditCode,
        @Nullable String head,
        @Nullable String phone,
        List<OrganizationAddress> addresses,
        List<AuditSite> sites,
        List<ResponsiblePerson> responsible,
        List<HeldCertificate> certificates) {

    private static final String CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int CODE_LENGTH = 18;

    /** Checks that nothing is missing and copies the lists. */
    public OrganizationProfile {
        Objects.requireNonNull(legalName, "legalName");
        addresses = List.copyOf(addresses);
        sites = List.copyOf(sites);
        responsible = List.copyOf(responsible);
        certificates = List.copyOf(certificates);
    }

    /**
     * A profile of which only the name is known.
     *
     * @param id the organization's id; taken as its credit code if it is one
     * @param legalName the legal name
     * @return the profile
     */
    public static OrganizationProfile named(String id, String legalName) {
        return new OrganizationProfile(
                legalName, isCreditCode(id) ? id : null, null, null, List.of(), List.of(), List.of(), List.of());
    }

    /**
     * The profile for auditors to whom data of persons may not be shown.
     *
     * @return the same without head, phone and responsible persons
     */
    public OrganizationProfile withoutPersons() {
        return new OrganizationProfile(legalName, creditCode, null, null, addresses, sites, List.of(), certificates);
    }

    /**
     * Whether a text is a unified social credit code with the right check character (GB 32100-2015).
     *
     * @param code the text
     * @return true if it is one
     */
    public static boolean isCreditCode(String code) {
        if (code.length() != CODE_LENGTH) {
            return false;
        }
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < CODE_LENGTH - 1; i++) {
            int value = CODE_CHARACTERS.indexOf(code.charAt(i));
            if (value < 0) {
                return false;
            }
            sum += value * weight;
            weight = weight * 3 % CODE_CHARACTERS.length();
        }
        int check = (CODE_CHARACTERS.length() - sum % CODE_CHARACTERS.length()) % CODE_CHARACTERS.length();
        return code.charAt(CODE_LENGTH - 1) == CODE_CHARACTERS.charAt(check);
    }
}
