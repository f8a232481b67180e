package io.remoteaudit.example.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.example.epcis.EpcisImport;
import io.remoteaudit.example.epcis.InvalidEpcisException;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Person;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes EPCIS documents: from a partner's system as a request body, from a person as a file. */
@Controller
@RequestMapping("/qms/epcis")
final class EpcisScreen {

    /** One more than the importer takes, so that it sees what is too long. */
    private static final int MOST_BYTES = (2 << 20) + 1;

    private final EpcisImport epcisImport;
    private final MessageSource messages;

    EpcisScreen(EpcisImport epcisImport, MessageSource messages) {
        this.epcisImport = epcisImport;
        this.messages = messages;
    }

    @PostMapping
    ResponseEntity<byte[]> take(
            InputStream body, @RequestParam(defaultValue = "SZ") Site site, Principal who, Locale locale)
            throws IOException {
        try {
            EpcisImport.Outcome outcome = epcisImport.take(body.readNBytes(MOST_BYTES), site, person(who));
            ObjectNode answer = Json.object();
            put(answer, "saved", outcome.saved());
            put(answer, "unchanged", outcome.unchanged());
            put(answer, "leftOut", outcome.leftOut());
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(bytes(answer));
        } catch (RemoteAuditException e) {
            ObjectNode problem = Json.object();
            problem.put("title", messages.getMessage("refusal.invalid", null, locale));
            problem.put("status", 422);
            problem.put("code", e.code());
            problem.put("detail", words(e, locale));
            return ResponseEntity.unprocessableEntity()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(bytes(problem));
        }
    }

    @PostMapping("/upload")
    String upload(@RequestParam MultipartFile document, Principal who, Locale locale, RedirectAttributes page)
            throws IOException {
        try (InputStream content = document.getInputStream()) {
            EpcisImport.Outcome outcome = epcisImport.take(content.readNBytes(MOST_BYTES), Site.SZ, person(who));
            page.addFlashAttribute(
                    "saved",
                    messages.getMessage(
                            "epcis.outcome",
                            new Object[] {
                                outcome.saved().size(),
                                outcome.unchanged().size(),
                                outcome.leftOut().size()
                            },
                            locale));
        } catch (RemoteAuditException e) {
            page.addFlashAttribute("refusal", "invalid");
            page.addFlashAttribute("reason", words(e, locale));
        }
        return "redirect:/qms/purchasing";
    }

    private String words(RemoteAuditException refusal, Locale locale) {
        if (refusal instanceof InvalidEpcisException invalid) {
            return messages.getMessage(invalid.messageKey(), invalid.details().toArray(), locale);
        }
        return String.valueOf(refusal.getMessage());
    }

    private static Person person(Principal who) {
        return new Person(who.getName(), "质量人员");
    }

    private static void put(ObjectNode answer, String name, List<String> values) {
        values.forEach(answer.putArray(name)::add);
    }

    private static byte[] bytes(ObjectNode json) {
        return Json.write(json).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
