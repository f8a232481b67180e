package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaltsTest {

    /** RFC 5869, appendix A.1 to A.3: pseudorandom key, context, and the first 16 bytes derived. */
    @ParameterizedTest
    @CsvSource({
        "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5, f0f1f2f3f4f5f6f7f8f9,"
                + " 3cb25f25faacd57a90434f64d0362f2a",
        "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244,"
                + " b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"
                + "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff, b11e398dc80327a1c8e7f78c596a4934",
        "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04, '', 8da4e775a563c18f715f802a063c5a31"
    })
    void derivationIsThatOfRfc5869(String secret, String context, String derived) {
        HexFormat hex = HexFormat.of();
        assertThat(new Salts(hex.parseHex(secret)).expand(hex.parseHex(context)))
                .isEqualTo(hex.parseHex(derived));
    }

    @Test
    void saltDependsOnNameAndSecretAlone() {
        Salts salts = new Salts(new byte[32]);
        String title = salts.salt("title");
        assertThat(title).hasSize(22);
        assertThat(salts.salt("site")).isNotEqualTo(title);
        assertThat(new Salts(new byte[32]).salt("title")).isEqualTo(title);
        assertThat(Salts.random(new SecureRandom()).salt("title")).isNotEqualTo(title);
    }
}
