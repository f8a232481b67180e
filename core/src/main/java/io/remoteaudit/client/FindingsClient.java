package io.remoteaudit.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.CertificateJson;
import io.remoteaudit.api.FindingJson;
import io.remoteaudit.api.Page;
import io.remoteaudit.finding.CertificateDecision;
import io.remoteaudit.finding.CertificateReport;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingAction;
import io.remoteaudit.finding.FindingFilter;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.finding.StepContent;
import io.remoteaudit.ledger.Json;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Raises findings in one engagement, leads them to their end, and reports what was decided on certificates. Every change
 * needs the right {@code find}. Each method blocks; failures are those of {@link EngagementClient}. Safe for use by
 * several threads.
 */
public final class FindingsClient {

    private final Transport transport;
    private final String engagement;
    private final EngagementAddress address;

    FindingsClient(EngagementAddress address, String engagement) {
        this.transport = address.transport();
        this.engagement = engagement;
        this.address = address;
    }

    /**
     * Findings in the order they were raised.
     *
     * @param filter which are wanted
     * @param cursor the {@code nextCursor} of the page before, with the same filter; null for the first page
     * @return a page
     */
    public Page<Finding> list(FindingFilter filter, @Nullable String cursor) {
        HttpUrl.Builder url = address.at("findings");
        filter.states().forEach(state -> url.addQueryParameter("state", state.wireName()));
        filter.kinds().forEach(kind -> url.addQueryParameter("kind", kind.wireName()));
        if (filter.edition() != null) {
            url.addQueryParameter("edition", filter.edition());
        }
        if (filter.clause() != null) {
            url.addQueryParameter("clause", filter.clause());
        }
        return Page.fromJson(
                transport.get(EngagementAddress.page(url, cursor)).json(), json -> FindingJson.read(json, engagement));
    }

    /**
     * One finding with its steps.
     *
     * @param findingId its id
     * @return the finding as it is now
     */
    public Finding finding(String findingId) {
        return FindingJson.read(
                transport.get(address.at("findings", findingId).build()).json(), engagement);
    }

    /**
     * Raises a finding, once, also when the answer is lost and it is sent again.
     *
     * @param statement what was found; gives no reason
     * @return the finding
     */
    public Finding raise(FindingStatement statement) {
        return FindingJson.read(
                transport
                        .post(address.change("findings"), body(Json.object(), statement))
                        .json(),
                engagement);
    }

    /**
     * Takes a step of the body's, once, also when the answer is lost and it is sent again. If the finding has changed
     * since it was read, that fails with {@link io.remoteaudit.api.ProblemType#PRECONDITION_FAILED}.
     *
     * @param finding the finding as it was read
     * @param action what is done
     * @param content what is said, of the class {@link FindingAction#content()} gives
     * @return the finding after it
     */
    public Finding step(Finding finding, FindingAction action, StepContent content) {
        Request.Builder request =
                address.change("findings", finding.id(), "steps").header("If-Match", "\"" + finding.version() + "\"");
        ObjectNode body = body(Json.object().put("action", action.wireName()), content);
        return FindingJson.read(transport.post(request, body).json(), engagement);
    }

    /**
     * What was decided on certificates, in the order it was reported.
     *
     * @param cursor the {@code nextCursor} of the page before; null for the first page
     * @return a page
     */
    public Page<CertificateReport> certificates(@Nullable String cursor) {
        return Page.fromJson(
                transport
                        .get(EngagementAddress.page(address.at("certificates"), cursor))
                        .json(),
                json -> CertificateJson.read(json, engagement));
    }

    /**
     * One report on a certificate.
     *
     * @param reportId the report's id
     * @return the report
     */
    public CertificateReport certificate(String reportId) {
        return CertificateJson.read(
                transport.get(address.at("certificates", reportId).build()).json(), engagement);
    }

    /**
     * Reports a decision on a certificate, once, also when the answer is lost and it is sent again.
     *
     * @param decision what was decided
     * @return the report
     */
    public CertificateReport report(CertificateDecision decision) {
        return CertificateJson.read(
                transport
                        .post(address.change("certificates"), CertificateJson.write(decision))
                        .json(),
                engagement);
    }

    private static ObjectNode body(ObjectNode body, StepContent content) {
        body.put("language", content.language());
        if (!content.evidence().isEmpty()) {
            body.set("evidence", FindingJson.writeEvidence(content.evidence()));
        }
        FindingJson.addTo(body, content);
        return body;
    }
}
