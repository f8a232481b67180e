package io.remoteaudit.endpoint;

import io.remoteaudit.api.ConsentJson;
import io.remoteaudit.api.ExportStatus;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.consent.Consent;
import io.remoteaudit.consent.ConsentItem;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.export.ExportFile;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.search.SearchRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Asking for consent to downloads and captures, where the terms say that each takes one. */
final class ConsentResources {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_NAME = 300;
    private static final String LIST = "consents";
    private static final List<String> KINDS = Arrays.stream(ConsentItem.Kind.values())
            .map(ConsentItem.Kind::wireName)
            .toList();

    private final AuditServices services;
    private final ListCursors cursors;

    ConsentResources(AuditServices services, ListCursors cursors) {
        this.services = services;
        this.cursors = cursors;
    }

    void addTo(Routes<Operation> routes) {
        String consents = "engagements/{engagement}/consents";
        routes.add(
                "GET",
                consents,
                Operation.read("consents", null, Set.of("limit", "cursor"), this::list)
                        .followingUp());
        routes.add(
                "POST",
                consents,
                Operation.change("consent-ask", null, this::ask).followingUp());
        routes.add(
                "GET",
                consents + "/{consent}",
                Operation.read("consent", null, Set.of(), this::one).followingUp());
    }

    private Reply list(Visit visit) {
        ListCursors.Position start = cursors.position(LIST, visit);
        int limit = visit.query().integer("limit", 1, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        List<Consent> all = services.consents().list(visit.admitted());
        int first = (int) Math.min(start.position(), all.size());
        int end = Math.min(all.size(), first + limit);
        String next =
                end == all.size() ? null : cursors.seal(LIST, visit, new ListCursors.Position(end, start.ledgerSize()));
        List<ConsentJson> items =
                all.subList(first, end).stream().map(this::json).toList();
        return Document.json(new Page<>(items, all.size(), next).toJson(ConsentJson::toJson), items.size());
    }

    private Reply one(Visit visit) {
        Consent consent = services.consents()
                .find(visit.admitted(), visit.path("consent"))
                .orElseThrow(Refusal::notFound);
        return Document.json(json(consent).toJson(), 1);
    }

    private Reply ask(Visit visit) {
        JsonBody body = visit.body();
        Optional<JsonBody> object = body.object("item");
        if (object.isEmpty() && !body.has("item")) {
            body.fault("item", "required");
        }
        Optional<ConsentItem> item = object.flatMap(ConsentResources::item);
        String reason = body.requiredText("reason", LONGEST_TEXT);
        body.endIfFaulty();
        ConsentItem wanted = item.orElseThrow();
        requireRight(visit, wanted);
        OptionalLong bytes = bytes(visit, wanted);
        if (bytes.isEmpty()) {
            body.fault("item", "consent-item");
        }
        body.end();
        Consent asked = services.consents().ask(visit.admitted(), wanted, bytes.orElseThrow(), reason);
        services.ledger().awaitSequenced(EngagementResources.SEQUENCING);
        return Document.json(json(asked).toJson(), 1)
                .at(services.ledger().size())
                .status(201)
                .header("Location", "consents/" + PathSegment.of(asked.id()));
    }

    private static Optional<ConsentItem> item(JsonBody item) {
        Optional<String> kind = item.choice("type", KINDS);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        ConsentItem read;
        if (kind.get().equals(ConsentItem.Kind.ATTACHMENT.wireName())) {
            read = new ConsentItem.OfAttachment(
                    item.requiredText("recordId", LONGEST_ID),
                    item.requiredInteger("version", 1, Integer.MAX_VALUE),
                    item.requiredText("name", LONGEST_NAME));
        } else if (kind.get().equals(ConsentItem.Kind.ANSWER.wireName())) {
            read = new ConsentItem.OfAnswer(
                    item.requiredText("questionId", LONGEST_ID),
                    item.requiredInteger("message", 1, Integer.MAX_VALUE),
                    item.requiredText("name", LONGEST_NAME));
        } else if (kind.get().equals(ConsentItem.Kind.EXPORT.wireName())) {
            read = new ConsentItem.OfExport(item.requiredText("exportId", LONGEST_ID));
        } else {
            read = new ConsentItem.OfCapture(item.requiredText("what", LONGEST_TEXT));
        }
        item.close();
        return Optional.of(read);
    }

    /** What the terms do not let anybody download, nobody needs to be asked about. */
    private static void requireRight(Visit visit, ConsentItem item) {
        Right right = switch (item.kind()) {
            case ATTACHMENT, ANSWER -> Right.DOWNLOAD;
            case EXPORT -> Right.EXPORT;
            case CAPTURE -> null;
        };
        if (right != null && !visit.admitted().allows(right)) {
            throw Refusal.of(ProblemType.RIGHT_NOT_GRANTED, right.wireName());
        }
    }

    /** How large it is; empty for what the auditor does not see, as for what does not exist. */
    private OptionalLong bytes(Visit visit, ConsentItem item) {
        if (item instanceof ConsentItem.OfAttachment file) {
            return size(
                    services
                            .findings()
                            .records(visit.admitted())
                            .find(visit.scope(), file.recordId(), file.version(), visit.ledgerSize())
                            .stream()
                            .flatMap(view -> view.attachments().stream()),
                    file.name());
        } else if (item instanceof ConsentItem.OfAnswer file) {
            return size(
                    services.questions().find(visit.admitted(), file.questionId(), visit.ledgerSize()).stream()
                            .flatMap(question -> question.messages().stream())
                            .filter(message -> message.number() == file.message())
                            .flatMap(message -> message.attachments().stream()),
                    file.name());
        } else if (item instanceof ConsentItem.OfExport export) {
            return services.exports()
                    .find(visit.admitted(), export.exportId())
                    .filter(job ->
                            !visit.admitted().followUp() && ExportStatus.of(job).done())
                    .map(job -> OptionalLong.of(
                            job.files().stream().mapToLong(ExportFile::bytes).sum()))
                    .orElseGet(OptionalLong::empty);
        }
        return OptionalLong.of(0);
    }

    private static OptionalLong size(Stream<Attachment> files, String name) {
        return files.filter(file -> file.name().equals(name))
                .mapToLong(Attachment::size)
                .findFirst();
    }

    private ConsentJson json(Consent consent) {
        return ConsentJson.of(consent, services.clock().instant());
    }
}
