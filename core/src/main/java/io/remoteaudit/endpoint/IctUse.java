package io.remoteaudit.endpoint;

import io.remoteaudit.access.Access;
import io.remoteaudit.api.IctStatement;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.RemoteConditions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts an engagement's trail. Of one statement; not safe for use by several threads. */
final class IctUse {

    private static final Duration PAUSE = Duration.ofMinutes(15);
    private static final Pattern RECORD = Pattern.compile("/engagements/[^/]+/records/([^/?]+)");

    /** The method an action of the trail belongs to; what is not here, such as reading the trail, is none. */
    private static final Map<String, String> METHODS = Map.ofEntries(
            Map.entry("search", "search"),
            Map.entry("record", "record-review"),
            Map.entry("versions", "record-review"),
            Map.entry("proof", "record-review"),
            Map.entry("attachment", "file-review"),
            Map.entry("sample", "sampling"),
            Map.entry("sample-freeze", "sampling"),
            Map.entry("sample-step", "sampling"),
            Map.entry("population", "sampling"),
            Map.entry("trace", "tracing"),
            Map.entry("dossier", "tracing"),
            Map.entry("ask", "questions"),
            Map.entry("question-message", "questions"),
            Map.entry("finding-raise", "findings"),
            Map.entry("finding-step", "findings"),
            Map.entry("export-content", "exports"));

    private static final List<String> ORDER = List.of(
            "search", "record-review", "file-review", "sampling", "tracing", "questions", "findings", "exports");

    private final Map<String, Session> open = new HashMap<>();
    private final Set<String> auditors = new HashSet<>();
    private final Set<String> records = new HashSet<>();
    private final Map<String, Long> actions = new HashMap<>();
    private @Nullable Instant first;
    private @Nullable Instant last;
    private long minutes;
    private long sessions;
    private long accesses;
    private long refused;
    private long bytes;

    private record Session(Instant from, Instant to) {
        long minutes() {
            return Duration.between(from, to).toMinutes() + 1;
        }
    }

    private IctUse() {}

    static IctStatement of(AuditServices services, Engagement engagement, long ledgerSize) {
        IctUse use = new IctUse();
        services.accessTrail().walk(engagement.id(), ledgerSize, use::attempted, use::served);
        use.open.values().forEach(use::close);
        return use.statement(engagement);
    }

    private void attempted(Access access) {
        accesses++;
        first = first == null ? access.at() : first;
        last = access.at();
        auditors.add(access.auditorId());
        session(access);
    }

    private void served(Access access) {
        io.remoteaudit.access.Served served =
                Objects.requireNonNull(access.served(), "What was answered has an answer");
        bytes += served.bytes();
        if (served.status() >= 400) {
            refused++;
            return;
        }
        actions.merge(access.action(), 1L, Long::sum);
        Matcher record = RECORD.matcher(access.target());
        if (record.find()) {
            PathSegment.parse(record.group(1)).ifPresent(records::add);
        }
    }

    private void session(Access access) {
        Session session = open.get(access.auditorId());
        if (session != null && access.at().isAfter(session.to().plus(PAUSE))) {
            close(session);
            session = null;
        }
        open.put(access.auditorId(), new Session(session == null ? access.at() : session.from(), access.at()));
    }

    private void close(Session session) {
        sessions++;
        minutes += session.minutes();
    }

    private IctStatement statement(Engagement engagement) {
        RemoteConditions conditions = engagement.terms().conditions();
        IctStatement.Audit audit = new IctStatement.Audit(
                engagement.terms().body(),
                engagement.terms().client(),
                engagement.terms().purpose(),
                engagement.terms().criteria(),
                conditions == null || conditions.communication() == null
                        ? List.of()
                        : conditions.communication().means(),
                conditions == null ? List.of() : conditions.sites());
        IctStatement.Use use = new IctStatement.Use(
                minutes,
                sessions,
                auditors.size(),
                accesses,
                refused,
                count("search"),
                records.size(),
                count("attachment"),
                count("export-content"),
                count("ask") + count("question-message"),
                bytes);
        return new IctStatement(
                engagement.id(),
                audit,
                first,
                last,
                use,
                methods(),
                engagement.course().outages(),
                engagement.course().suspensions().stream()
                        .map(IctStatement.Halt::of)
                        .toList());
    }

    private Map<String, Long> methods() {
        Map<String, Long> methods = new LinkedHashMap<>();
        for (String method : ORDER) {
            long count = METHODS.entrySet().stream()
                    .filter(action -> action.getValue().equals(method))
                    .mapToLong(action -> count(action.getKey()))
                    .sum();
            if (count > 0) {
                methods.put(method, count);
            }
        }
        return methods;
    }

    private long count(String action) {
        return actions.getOrDefault(action, 0L);
    }
}
