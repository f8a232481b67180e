package io.remoteaudit.example.web;

import io.remoteaudit.example.factory.Register;
import io.remoteaudit.example.factory.Registers;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Shows the registers of a department, page by page, with its forms. */
@Controller
final class RegisterScreen {

    private static final int PAGE = 50;

    private final Screens screens;
    private final Registers registers;

    RegisterScreen(Screens screens, Registers registers) {
        this.screens = screens;
        this.registers = registers;
    }

    @GetMapping({"/", "/qms"})
    String start() {
        return "redirect:/qms/purchasing";
    }

    @GetMapping("/login")
    String login() {
        return "login";
    }

    @GetMapping("/qms/{department}")
    String show(
            @PathVariable String department,
            @RequestParam(defaultValue = "") String register,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        Department shown = screens.department(department);
        Register chosen = shown.registers().stream()
                .filter(candidate -> candidate.table().equals(register) || register.isEmpty())
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("There is no register " + register));
        long total = registers.count(chosen);
        long pages = Math.max(1, (total + PAGE - 1) / PAGE);
        int wanted = (int) Math.max(1, Math.min(page, pages));
        model.addAttribute("departments", screens.departments());
        model.addAttribute("department", shown);
        model.addAttribute("register", chosen);
        model.addAttribute("rows", registers.page(chosen, (wanted - 1) * PAGE, PAGE));
        model.addAttribute("total", total);
        model.addAttribute("page", wanted);
        model.addAttribute("pages", pages);
        return "department";
    }

    @ExceptionHandler(NoSuchElementException.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String absent() {
        return "absent";
    }
}
