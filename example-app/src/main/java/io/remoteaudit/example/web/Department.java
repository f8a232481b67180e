package io.remoteaudit.example.web;

import io.remoteaudit.example.factory.Register;
import java.util.List;

/**
 * What one department's screen shows.
 *
 * @param name the last part of its address
 * @param registers its registers, the first shown first
 * @param forms the forms it fills in
 */
record Department(String name, List<Register> registers, List<Form> forms) {

    Department {
        registers = List.copyOf(registers);
        forms = List.copyOf(forms);
    }
}
