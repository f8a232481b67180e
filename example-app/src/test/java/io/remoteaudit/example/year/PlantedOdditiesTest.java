package io.remoteaudit.example.year;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.example.factory.Judging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantedOdditiesTest {

    @Test
    void thePageNamesWhatIsReallyPlanted() throws IOException {
        String page = Files.readString(Path.of("PLANTED-ODDITIES.md"));
        Plan plan = new FactoryYear(new Judging()).plan(20_000, 20251001L);
        plan.planted().forEach((oddity, numbers) -> {
            if (oddity == Oddity.CALIBRATION_GAP || oddity == Oddity.CONSTANT_BFE) {
                List<String> tests =
                        numbers.stream().filter(no -> no.startsWith("FQC")).toList();
                assertThat(page)
                        .contains(tests.size() + (oddity == Oddity.CONSTANT_BFE ? " tests" : " finished goods tests"))
                        .contains(tests.get(0), tests.get(tests.size() - 1));
            } else {
                assertThat(page).contains(numbers);
            }
        });
    }
}
