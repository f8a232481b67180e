package io.remoteaudit.client;

import io.remoteaudit.api.ConsentJson;
import io.remoteaudit.api.Page;
import io.remoteaudit.consent.ConsentItem;
import io.remoteaudit.ledger.Json;
import org.jspecify.annotations.Nullable;

/**
 * Asks for consent in one engagement whose terms say {@code ask-each-time}. A download without it fails with {@link
 * io.remoteaudit.api.ProblemType#CONSENT_REQUIRED}. Each method blocks; failures are those of {@link EngagementClient}. Safe
 * for use by several threads.
 */
public final class ConsentsClient {

    private final Transport transport;
    private final EngagementAddress address;

    ConsentsClient(EngagementAddress address) {
        this.transport = address.transport();
        this.address = address;
    }

    /**
     * Asks for consent, once, also when the answer is lost and it is sent again. Who has asked for the same thing before
     * and still waits, or holds a grant, gets that.
     *
     * @param item what for
     * @param reason why it is wanted, 1 to 2,000 characters
     * @return the request
     */
    public ConsentJson ask(ConsentItem item, String reason) {
        return ConsentJson.fromJson(transport
                .post(
                        address.change("consents"),
                        Json.object().put("reason", reason).set("item", item.toJson()))
                .json());
    }

    /**
     * One request as it stands.
     *
     * @param consentId its id
     * @return the request
     */
    public ConsentJson consent(String consentId) {
        return ConsentJson.fromJson(
                transport.get(address.at("consents", consentId).build()).json());
    }

    /**
     * The engagement's requests, newest first.
     *
     * @param cursor the {@code nextCursor} of the page before; null for the first page
     * @return a page
     */
    public Page<ConsentJson> list(@Nullable String cursor) {
        return Page.fromJson(
                transport
                        .get(EngagementAddress.page(address.at("consents"), cursor))
                        .json(),
                ConsentJson::fromJson);
    }
}
