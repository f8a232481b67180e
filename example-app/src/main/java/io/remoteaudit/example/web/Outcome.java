package io.remoteaudit.example.web;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.example.factory.Register;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.dao.DataAccessException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What became of a form: back to its department's screen, with what was saved or why it was not. */
@ControllerAdvice(assignableTypes = {SupplyForms.class, LotForms.class})
final class Outcome {

    static String saved(RedirectAttributes page, String no, String department, Register register) {
        page.addFlashAttribute("saved", no);
        return "redirect:/qms/" + department + "?register=" + register.table();
    }

    static String verdict(List<Measurement> measurements) {
        return measurements.stream().allMatch(measurement -> measurement.verdict() == Verdict.CONFORMING)
                ? "accepted"
                : "rejected";
    }

    /** Nothing of a form that is refused was written: neither the row nor the record. */
    @ExceptionHandler({
        RemoteAuditException.class,
        NoSuchElementException.class,
        IllegalArgumentException.class,
        MissingServletRequestParameterException.class,
        MethodArgumentTypeMismatchException.class,
        DataAccessException.class
    })
    String refused(Exception reason, HttpServletRequest request, RedirectAttributes page) {
        page.addFlashAttribute("refusal", reason instanceof NoSuchElementException ? "absent" : "invalid");
        page.addFlashAttribute("reason", String.valueOf(reason.getMessage()));
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String department = path.substring("/qms/".length(), path.lastIndexOf('/'));
        return "redirect:/qms/" + department;
    }
}
