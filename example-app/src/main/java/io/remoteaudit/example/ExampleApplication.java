package io.remoteaudit.example;

import io.remoteaudit.example.body.CertificationBody;
import io.remoteaudit.export.VerifyMain;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the factory's quality system. */
@SpringBootApplication
public class ExampleApplication {

    /** Called by Spring. */
    public ExampleApplication() {}

    /**
     * Starts the quality system; or, with {@code verify FILE}, checks an export and starts nothing; or, with {@code
     * audit}, plays a certification body that audits a running factory, or one it starts for the time with {@code
     * --start-factory}.
     *
     * @param args Spring Boot's, for example {@code --server.port=8081}, or the verifier's, or the certification body's
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("verify")) {
            VerifyMain.main(args);
            return;
        }
        if (args.length > 0 && args[0].equals("audit")) {
            List<String> own = new ArrayList<>(List.of(args).subList(1, args.length));
            if (own.remove("--start-factory")) {
                System.exit(SampleAudit.withAFactoryOfItsOwn(own));
            }
            CertificationBody.main(own.toArray(String[]::new));
            return;
        }
        SpringApplication.run(ExampleApplication.class, args);
    }
}
