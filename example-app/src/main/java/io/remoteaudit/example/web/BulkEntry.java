package io.remoteaudit.example.web;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Judging;
import io.remoteaudit.example.factory.Requirement;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.example.production.Production;
import io.remoteaudit.example.production.RoomReading;
import io.remoteaudit.record.Person;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Many clean room readings one after the other, as a monitoring system would send them. Each is its own transaction,
 * and its number is sent back only after the commit: what was acknowledged must survive whatever happens next.
 */
@RestController
final class BulkEntry {

    private static final int MOST = 100_000;
    private static final Requirement TEMPERATURE =
            new Requirement("TEMPERATURE", "°C", "<=", "26", 22, 1, 1, "YY/T 0033");

    private final Production production;
    private final Judging judging;
    private final Clock clock = Clock.system(ZoneId.of("Asia/Shanghai"));

    BulkEntry(Production production, Judging judging) {
        this.production = production;
        this.judging = judging;
    }

    @PostMapping("/qms/bulk")
    ResponseEntity<StreamingResponseBody> enter(@RequestParam int count, Principal who) {
        if (count < 1 || count > MOST) {
            return ResponseEntity.badRequest().body(out -> write(out, "count must be from 1 to " + MOST));
        }
        String run = UUID.randomUUID().toString().substring(0, 8);
        Person person = new Person(who.getName(), "质量人员");
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
                .body(out -> {
                    for (int i = 0; i < count; i++) {
                        String no = String.format("ENV-BULK-%s-%06d", run, i + 1);
                        production.monitor(reading(no, person, i));
                        write(out, no);
                    }
                });
    }

    private RoomReading reading(String no, Person person, int number) {
        BigDecimal value = BigDecimal.valueOf(200 + number % 50, 1);
        Entry entry = new Entry(no, Site.SZ, person, null, OffsetDateTime.now(clock));
        return new RoomReading(
                entry,
                "SZ-CR1",
                "ISO 8",
                "P1",
                "temperature",
                value,
                List.of(judging.byOwn(TEMPERATURE, List.of(value), "SZ-CAL-01")));
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
