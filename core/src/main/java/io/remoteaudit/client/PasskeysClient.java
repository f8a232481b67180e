package io.remoteaudit.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.PasskeyView;
import io.remoteaudit.ledger.Json;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * An auditor's passkeys in one engagement, for a system that brings its own pages to the maker's host. The device's part is
 * in the JSON of WebAuthn. Fails as {@link AuditClient} says. Safe for use by several threads.
 */
public final class PasskeysClient {

    private final Transport transport;
    private final EngagementAddress address;

    PasskeysClient(EngagementAddress address) {
        this.transport = address.transport();
        this.address = address;
    }

    /**
     * The passkeys the auditor has.
     *
     * @return all of them, oldest first
     */
    public Page<PasskeyView> list() {
        return Page.fromJson(transport.get(address.at("passkeys").build()).json(), PasskeyView::fromJson);
    }

    /**
     * What a device is asked that is to make a passkey.
     *
     * @return {@code ceremony} and {@code publicKey} as the contract says
     */
    public JsonNode options() {
        Request.Builder request =
                transport.request(address.at("passkeys", "options").build());
        return transport.post(request, Json.object()).json();
    }

    /**
     * Registers a passkey.
     *
     * @param made what the device answered, with the ceremony and a name, as the contract says
     * @return the passkey
     */
    public PasskeyView register(JsonNode made) {
        return PasskeyView.fromJson(
                transport.post(address.change("passkeys"), made).json());
    }

    /**
     * Calls a passkey by another name.
     *
     * @param id the passkey
     * @param name the name
     * @return the passkey
     */
    public PasskeyView rename(String id, String name) {
        RequestBody body = RequestBody.create(Json.write(Json.object().put("name", name)), Transport.JSON);
        Request request = address.change("passkeys", id).put(body).build();
        return PasskeyView.fromJson(transport.json(request).json());
    }

    /**
     * Removes a passkey, which ends at once what it let in.
     *
     * @param id the passkey
     */
    public void remove(String id) {
        delete("passkeys", id);
    }

    /** Ends the token of this client, if a passkey gave it. */
    public void signOut() {
        delete("session");
    }

    private void delete(String... path) {
        Request.Builder request = transport.request(address.at(path).build());
        transport.nothing(request.delete().build());
    }
}
