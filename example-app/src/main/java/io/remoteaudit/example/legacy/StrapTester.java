package io.remoteaudit.example.legacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The program of the tester that pulls at mask straps in Xiantao. It runs on a Chinese Windows and exports files. */
@Component
public class StrapTester {

    private static final Charset WINDOWS = Charset.forName("GB18030");
    private static final String FILE = "strap-2026-09.csv";
    private static final int LOTS = 6;
    private static final int SPECIMENS = 5;

    private final JdbcClient jdbc;
    private final Path folder;

    StrapTester(JdbcClient jdbc, @Value("${remote-audit.files.strap-tester.folder}") Path folder) {
        this.jdbc = jdbc;
        this.folder = folder;
    }

    private record Lot(String no, String product, String day) {}

    /** Tests the newest lots of masks and exports the results, unless it did so before or there are no lots. */
    public void export() {
        List<Lot> lots = jdbc.sql(
                        "SELECT lot, product, substr(occurred_at, 1, 10) AS day FROM qms_batch"
                                + " WHERE site = 'XT' AND product <> 'protective-clothing' ORDER BY occurred_at DESC, no LIMIT ?")
                .param(LOTS)
                .query((row, number) -> new Lot(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        if (lots.isEmpty() || Files.exists(folder.resolve(FILE)) || Files.exists(folder.resolve("done/" + FILE))) {
            return;
        }
        StringBuilder text = new StringBuilder("试验单号,批号,产品,试样,断裂强力(N),操作员,测试时间\r\n");
        Random random = new Random(lots.size());
        for (Lot lot : lots) {
            for (int specimen = 1; specimen <= SPECIMENS; specimen++) {
                text.append(String.format(
                        Locale.ROOT,
                        "ED-%1$s,%1$s,%2$s,%3$d,%4$.1f,丁海,%5$s 14:10\r\n",
                        lot.no(),
                        lot.product().equals("surgical-mask") ? "外科口罩" : "防护口罩",
                        specimen,
                        11.5 + random.nextInt(40) / 10.0,
                        lot.day().replace('-', '/')));
            }
        }
        try {
            Files.createDirectories(folder);
            Path unfinished = Files.writeString(folder.resolve(FILE + ".tmp"), text, WINDOWS);
            Files.move(unfinished, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written to; check its owner and rights", e);
        }
    }
}
