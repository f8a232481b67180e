package io.remoteaudit.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.PreparationJson;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.preparation.AuditPlan;
import io.remoteaudit.preparation.ItemJson;
import io.remoteaudit.preparation.PreparationContent;
import io.remoteaudit.preparation.PreparationList;
import io.remoteaudit.preparation.ProfileVersion;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * What comes before an audit: the maker's profile, the audit plan and the preparation list, from when both parties have
 * accepted the terms. A change that is based on an older version than there is fails with {@link
 * io.remoteaudit.api.ProblemType#PRECONDITION_FAILED}. Each method blocks; failures are those of {@link
 * EngagementClient}. Safe for use by several threads.
 */
public final class PreparationClient {

    private static final String CONFIRMATION = "confirmation";

    private final Transport transport;
    private final String engagement;
    private final EngagementAddress address;

    PreparationClient(EngagementAddress address, String engagement) {
        this.transport = address.transport();
        this.engagement = engagement;
        this.address = address;
    }

    /**
     * Who the maker is.
     *
     * @return the newest version of its profile
     */
    public ProfileVersion organization() {
        return PreparationJson.readProfile(
                transport.get(address.at("organization").build()).json());
    }

    /**
     * The audit plan.
     *
     * @return the plan as it is now; without steps while nothing is proposed
     */
    public AuditPlan plan() {
        return PreparationJson.readPlan(
                transport.get(address.at("plan").build()).json(), engagement);
    }

    /**
     * Writes a new version of the plan, once, also when the answer is lost and it is sent again. A confirmation of the
     * version before ends.
     *
     * @param plan the plan as it was read
     * @param agenda the whole new version
     * @return the plan after it
     */
    public AuditPlan propose(AuditPlan plan, PreparationContent.Agenda agenda) {
        ObjectNode body = Json.object().put("note", agenda.note());
        body.set("items", ItemJson.writeAgenda(agenda.items()));
        return PreparationJson.readPlan(
                transport
                        .json(change(plan.version(), "plan").put(content(body)).build())
                        .json(),
                engagement);
    }

    /**
     * Confirms the maker's version of the plan, once, also when the answer is lost and it is sent again.
     *
     * @param plan the plan as it was read
     * @param note what is said beside it; may be empty
     * @return the plan after it
     */
    public AuditPlan confirm(AuditPlan plan, String note) {
        return PreparationJson.readPlan(
                transport
                        .post(
                                change(plan.version(), "plan", CONFIRMATION),
                                Json.object().put("note", note))
                        .json(),
                engagement);
    }

    /**
     * The preparation list.
     *
     * @return the list as it is now; without steps while nothing is proposed
     */
    public PreparationList list() {
        return PreparationJson.readList(
                transport.get(address.at("preparation").build()).json(), engagement);
    }

    /**
     * Writes a new version of the list, once, also when the answer is lost and it is sent again. Items repeated
     * unchanged stay as ready as they are.
     *
     * @param list the list as it was read
     * @param wanted the whole new version
     * @return the list after it
     */
    public PreparationList propose(PreparationList list, PreparationContent.Wanted wanted) {
        ObjectNode body = Json.object().put("note", wanted.note());
        body.set("items", ItemJson.writeWanted(wanted.items()));
        return PreparationJson.readList(
                transport
                        .json(change(list.version(), "preparation")
                                .put(content(body))
                                .build())
                        .json(),
                engagement);
    }

    /**
     * Confirms the maker's version of the list, once, also when the answer is lost and it is sent again.
     *
     * @param list the list as it was read
     * @param note what is said beside it; may be empty
     * @return the list after it
     */
    public PreparationList confirm(PreparationList list, String note) {
        return PreparationJson.readList(
                transport
                        .post(
                                change(list.version(), "preparation", CONFIRMATION),
                                Json.object().put("note", note))
                        .json(),
                engagement);
    }

    private Request.Builder change(int version, String... segments) {
        return address.change(segments).header("If-Match", "\"" + version + "\"");
    }

    private static RequestBody content(ObjectNode body) {
        return RequestBody.create(Json.write(body), Transport.JSON);
    }
}
