package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class HashTest {

    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String EMPTY_BASE64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    @Test
    void digestIsReadFromItsOwnForms() {
        Hash hash = Hash.sha256();
        assertThat(hash.hex()).isEqualTo(EMPTY);
        assertThat(hash.base64()).isEqualTo(EMPTY_BASE64);
        assertThat(Hash.parseHex(EMPTY)).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(Hash.parseBase64(EMPTY_BASE64)).isEqualTo(hash);
        assertThat(Hash.of(hash.toBytes())).isEqualTo(hash);
        assertThat(Hash.sha256(new byte[] {1}, new byte[] {2})).isEqualTo(Hash.sha256(new byte[] {1, 2}));
    }

    @Test
    void anyOtherFormIsRefused() {
        for (String hex : new String[] {"", EMPTY.toUpperCase(Locale.ROOT), EMPTY + "00", EMPTY.substring(1)}) {
            assertThatThrownBy(() -> Hash.parseHex(hex)).isInstanceOf(MalformedException.class);
        }
        for (String base64 : new String[] {
            "",
            // The same 32 bytes for a careless decoder: the padding bits are not zero.
            EMPTY_BASE64.replace("FU=", "FV="),
            EMPTY_BASE64.replace("=", ""),
            EMPTY_BASE64.replace('/', '_'),
            EMPTY_BASE64 + "\n",
            "AAAA"
        }) {
            assertThatThrownBy(() -> Hash.parseBase64(base64)).isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(() -> Hash.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesHandedInOrOutDoNotChangeTheDigest() {
        byte[] bytes = new byte[Hash.LENGTH];
        Hash hash = Hash.of(bytes);
        bytes[0] = 1;
        hash.toBytes()[1] = 1;
        assertThat(hash).isEqualTo(Hash.of(new byte[Hash.LENGTH])).isNotEqualTo(Hash.of(bytes));
    }
}
