package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.RevocationLists;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What lists of the right issuer do to an export, when it is sealed and when it is verified. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevocationTest {

    private static final String POINT = "http://lists.test.example/users.crl";
    private static final ASN1ObjectIdentifier UNHEARD_OF = new ASN1ObjectIdentifier("2.999.3");

    private final ListingAuthority authority = new ListingAuthority("listing", POINT);
    private final SigningKey key = authority.signer();
    private final X509Certificate signer = key.chain().get(0);
    private final Instant earlier = Instant.now().minus(Duration.ofDays(2));
    private final Instant later = Instant.now().plus(Duration.ofHours(1));
    private Path directory;
    private Path sample;

    @BeforeAll
    void makeAnExport(@TempDir Path temporary) throws IOException {
        directory = temporary;
        sample = SampleExport.make(
                        temporary,
                        key,
                        builder -> builder.timestamps(List.of(authority), Anchors.DAILY),
                        remoteAudit -> {})
                .file();
    }

    static Stream<Arguments> insufficientLists() {
        return Stream.of(
                Arguments.of(
                        "user certificates only",
                        point(new IssuingDistributionPoint(null, true, false, null, false, false)),
                        "its issuer's list is partial: it is limited to some kinds of certificates or some reasons"),
                Arguments.of(
                        "authorities' certificates only",
                        point(new IssuingDistributionPoint(null, false, true, null, false, false)),
                        "its issuer's list is partial: it is limited to some kinds of certificates or some reasons"),
                Arguments.of(
                        "attribute certificates only",
                        point(new IssuingDistributionPoint(null, false, false, null, false, true)),
                        "its issuer's list is partial: it is limited to some kinds of certificates or some reasons"),
                Arguments.of(
                        "some reasons only",
                        point(new IssuingDistributionPoint(
                                null, false, false, new ReasonFlags(ReasonFlags.keyCompromise), false, false)),
                        "its issuer's list is partial: it is limited to some kinds of certificates or some reasons"),
                Arguments.of(
                        "indirect",
                        point(new IssuingDistributionPoint(null, false, false, null, true, false)),
                        "its issuer's list is an indirect one, which is not relied on here"),
                Arguments.of(
                        "another point",
                        point(new IssuingDistributionPoint(
                                ListingAuthority.point("http://lists.test.example/others.crl"), false, false)),
                        "its issuer's list is partial: it is of another distribution point"),
                Arguments.of(
                        "delta",
                        (ListingAuthority.Content) builder ->
                                builder.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE)),
                        "its issuer's list is a delta list, which tells changes only"),
                Arguments.of(
                        "unknown to all",
                        (ListingAuthority.Content) builder -> builder.addExtension(UNHEARD_OF, true, DERNull.INSTANCE),
                        "its issuer's list has a critical extension that is not understood here"),
                Arguments.of(
                        "unknown in an entry",
                        (ListingAuthority.Content) builder -> builder.addCRLEntry(
                                BigInteger.valueOf(99),
                                Date.from(Instant.now()),
                                new Extensions(new Extension(UNHEARD_OF, true, new byte[] {5, 0}))),
                        "its issuer's list has a critical extension that is not understood here"));
    }

    private static ListingAuthority.Content point(IssuingDistributionPoint point) {
        return builder -> builder.addExtension(Extension.issuingDistributionPoint, true, point);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("insufficientLists")
    void listThatDoesNotSayEverythingProvesNothingAndTheReportSaysWhy(
            String kind, ListingAuthority.Content content, String reason) throws IOException {
        X509CRL list = authority.list(5, content);
        Check failure = verify(lt(list)).firstFailure().orElseThrow();
        assertThat(failure.name()).isEqualTo("revocation");
        assertThat(failure.words().en())
                .startsWith("The signer: whether O=Mask Maker,CN=Signer")
                .endsWith("cannot be told: " + reason);
        assertThat(sealed(ListingAuthority.giving(list), authority).level()).isEqualTo(SignatureLevel.B_T);

        assertThat(verify(lt(list, authority.list())).firstFailure())
                .as("beside a complete one")
                .isEmpty();
    }

    @Test
    void listOfThePointTheCertificateNamesIsComplete() throws IOException {
        X509CRL list =
                authority.list(5, point(new IssuingDistributionPoint(ListingAuthority.point(POINT), false, false)));
        assertThat(verify(lt(list)).firstFailure()).isEmpty();
        assertThat(sealed(ListingAuthority.giving(list), authority).level()).isEqualTo(SignatureLevel.B_LTA);
    }

    @Test
    void listOfAnotherTimeSaysNothing() throws IOException {
        X509CRL old = authority.list(5, Instant.now().minus(Duration.ofDays(20)), builder -> {});
        assertThat(verify(lt(old)).firstFailure().orElseThrow().words().en())
                .endsWith("no revocation list of its issuer covers that time");
        assertThat(sealed(ListingAuthority.giving(old), authority).level()).isEqualTo(SignatureLevel.B_T);
    }

    @Test
    void revokedSignerIsNotOverlookedWhicheverListNamesItAndHoweverTheyAreOrdered() throws IOException {
        X509CRL names = authority.list(7, revoking(signer, earlier, CRLReason.superseded));
        X509CRL before = authority.list(6, builder -> {});
        X509CRL after = authority.list(8, builder -> {});
        X509CRL part = authority.list(9, builder -> {
            point(new IssuingDistributionPoint(null, true, false, null, false, false))
                    .addTo(builder);
            revoking(signer, earlier, CRLReason.keyCompromise).addTo(builder);
        });
        for (List<X509CRL> lists : List.of(
                List.of(names),
                List.of(before, names),
                List.of(names, after),
                List.of(after, names),
                List.of(after, part))) {
            X509CRL[] given = lists.toArray(new X509CRL[0]);
            Check failure = verify(lt(given)).firstFailure().orElseThrow();
            assertThat(failure.name()).isEqualTo("revocation");
            assertThat(failure.words().en())
                    .startsWith("The signer: O=Mask Maker,CN=Signer was revoked at ")
                    .contains("(reason " + (lists.contains(part) ? "keyCompromise" : "superseded") + ")");
            assertThat(failure.words().zh()).contains("被吊销");
            assertThatThrownBy(() -> sealed(ListingAuthority.giving(given), authority))
                    .isInstanceOf(ExportFailedException.class)
                    .hasMessageStartingWith("RA-0601: The signing certificate is of no use any more, bring a new one")
                    .hasMessageContaining("was revoked at");
        }
    }

    @Test
    void newestListDecidesWhetherAHoldIsLifted() throws IOException {
        ListingAuthority.Content hold = revoking(signer, earlier, CRLReason.certificateHold);
        assertThat(verify(lt(authority.list(7, hold), authority.list(8, builder -> {})))
                        .firstFailure())
                .as("lifted")
                .isEmpty();
        assertThat(verify(lt(authority.list(8, hold), authority.list(7, builder -> {})))
                        .firstFailure()
                        .orElseThrow()
                        .words()
                        .en())
                .as("held")
                .contains("(reason certificateHold)");
        Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
        assertThat(verify(lt(
                                authority.list(7, hourAgo.minusSeconds(60), hold),
                                authority.list(7, hourAgo, builder -> {})))
                        .firstFailure())
                .as("by date where numbers are the same")
                .isEmpty();
    }

    @Test
    void signerRevokedAfterSigningKeepsWhatItSignedBefore() throws IOException {
        for (int reason : List.of(CRLReason.superseded, CRLReason.keyCompromise, CRLReason.unspecified)) {
            X509CRL list = authority.list(7, revoking(signer, later, reason));
            Verification verification = verify(lt(list));
            assertThat(verification.firstFailure()).isEmpty();
            assertThat(words(verification, "revocation"))
                    .anyMatch(words -> words.contains("was revoked later, at")
                            && words.endsWith("which lets stand what was signed before"));
            assertThat(sealed(ListingAuthority.giving(list), authority).level()).isEqualTo(SignatureLevel.B_LTA);
        }
    }

    @Test
    void keyThatWasLostBeforeSigningIsNotSavedByALaterRevocation() throws IOException {
        X509CRL list = authority.list(
                7,
                builder -> builder.addCRLEntry(
                        signer.getSerialNumber(), Date.from(later), CRLReason.keyCompromise, Date.from(earlier)));
        assertThat(verify(lt(list)).firstFailure().orElseThrow().words().en())
                .contains("(reason keyCompromise), and its issuer says it was invalid since ");
        assertThatThrownBy(() -> sealed(ListingAuthority.giving(list), authority))
                .isInstanceOf(ExportFailedException.class);
    }

    @Test
    void timestampAuthorityRevokedBeforeIsNotBelievedAndNotUsed() throws IOException {
        X509CRL list = authority.list(7, revoking(authority.timestamping(), earlier, CRLReason.superseded));
        Verification verification = verify(lt(list));
        assertThat(verification.firstFailure().orElseThrow().words().en())
                .startsWith("The time-stamp authority: CN=Time-stamps of listing was revoked at ");
        assertThat(words(verification, "timestamp"))
                .as("the ledger's own time-stamp")
                .anyMatch(words -> words.contains("its authority is not to be believed"));
        assertThat(sealed(ListingAuthority.giving(list), authority).level()).isEqualTo(SignatureLevel.B_B);

        ListingAuthority other = new ListingAuthority("other");
        RevocationLists both = path -> List.of(path.contains(other.root()) ? other.list() : list);
        Sealing.Sealed sealed = sealed(both, authority, other);
        assertThat(sealed.level()).as("by another authority").isEqualTo(SignatureLevel.B_LTA);
    }

    @Test
    void timestampAuthorityRevokedAfterwardsKeepsItsTimestampsForAReasonThatSaysItsKeyIsSafe() throws IOException {
        for (int reason : List.of(
                CRLReason.unspecified,
                CRLReason.affiliationChanged,
                CRLReason.superseded,
                CRLReason.cessationOfOperation)) {
            X509CRL list = authority.list(7, revoking(authority.timestamping(), later, reason));
            assertThat(verify(lt(list)).firstFailure()).isEmpty();
            assertThat(sealed(ListingAuthority.giving(list), authority).level()).isEqualTo(SignatureLevel.B_LTA);
        }
    }

    @Test
    void timestampAuthorityRevokedForItsKeyOrForNoStatedReasonTakesItsEarlierTimestampsBack() throws IOException {
        for (X509CRL list : List.of(
                authority.list(7, revoking(authority.timestamping(), later, CRLReason.keyCompromise)),
                authority.list(
                        7,
                        builder -> builder.addCRLEntry(
                                authority.timestamping().getSerialNumber(), Date.from(later), 0)))) {
            assertThat(verify(lt(list)).firstFailure().orElseThrow().words().en())
                    .startsWith("The time-stamp authority: CN=Time-stamps of listing was revoked at ")
                    .endsWith("by which its earlier time-stamps are not to be relied on either (RFC 3161, section 4)");
            assertThat(sealed(ListingAuthority.giving(list), authority).level()).isEqualTo(SignatureLevel.B_B);
        }
    }

    @Test
    void archiveTimestampsAuthorityIsLookedUpOrSaidNotToBeChecked() throws IOException {
        Path same = lta(authority, authority.list());
        assertThat(check(verify(same), "archive-revocation").outcome()).isEqualTo(Check.Outcome.HOLDS);

        ListingAuthority other = new ListingAuthority("other");
        TrustSettings both = trust().withTimestampCertificates(List.of(authority.root(), other.root()));
        Path unlisted = lta(other, authority.list());
        Check open = check(ExportVerifier.verify(unlisted, both), "archive-revocation");
        assertThat(open.outcome()).isEqualTo(Check.Outcome.NOT_CHECKED);
        assertThat(open.words().en()).endsWith("cannot be told: no revocation list is by its issuer");
        assertThat(open.words().zh()).endsWith("没有其签发者的吊销列表");

        X509CRL revoked = other.list(3, revoking(other.timestamping(), earlier, CRLReason.superseded));
        assertThat(ExportVerifier.verify(unlisted, both.withRevocationLists(List.of(revoked)))
                        .firstFailure()
                        .orElseThrow()
                        .name())
                .as("by a list from outside")
                .isEqualTo("archive-revocation");
        assertThat(ExportVerifier.verify(lta(other, authority.list(), revoked), both)
                        .firstFailure()
                        .orElseThrow()
                        .name())
                .as("by a list in the file")
                .isEqualTo("archive-revocation");
        assertThat(check(
                                ExportVerifier.verify(unlisted, both.withRevocationLists(List.of(other.list()))),
                                "archive-revocation")
                        .outcome())
                .isEqualTo(Check.Outcome.HOLDS);
    }

    @Test
    void listsAreSaidToBeTheMakersChoiceWhereNothingProtectsThem() throws IOException {
        Check choice = check(verify(lt(authority.list())), "revocation-lists");
        assertThat(choice.outcome()).isEqualTo(Check.Outcome.NOT_CHECKED);
        assertThat(choice.words().en()).contains("as the maker embedded them", "cover the signing time");
        assertThat(choice.words().zh()).contains("由企业决定", "涵盖签名时间");
        assertThat(words(verify(lta(authority, authority.list())), "revocation-lists"))
                .isEmpty();
    }

    @Test
    void listTheAuditorBringsCountsBesideThoseInTheFile() throws IOException {
        Path file = lt(authority.list());
        X509CRL news = authority.list(
                9, Instant.now().plus(Duration.ofDays(20)), revoking(signer, earlier, CRLReason.keyCompromise));
        assertThat(ExportVerifier.verify(file, trust().withRevocationLists(List.of(news)))
                        .firstFailure()
                        .orElseThrow()
                        .name())
                .isEqualTo("revocation");
        X509CRL nothing = authority.list(9, Instant.now().plus(Duration.ofDays(20)), builder -> {});
        Verification without =
                ExportVerifier.verify(sampleAt(SignatureLevel.B_T), trust().withRevocationLists(List.of(nothing)));
        assertThat(without.firstFailure()).isEmpty();
        assertThat(words(without, "revocation"))
                .as("a later list speaks for the time before")
                .allMatch(words -> words.contains("no certificate of its path had been revoked"));
    }

    @Test
    void revokedSignerIsToldAlsoWhereNothingProvesWhenItSigned() throws IOException {
        X509CRL list = authority.list(9, revoking(signer, earlier, CRLReason.superseded));
        for (TrustSettings trust : List.of(trust(), TrustSettings.nothing())) {
            assertThat(ExportVerifier.verify(sampleAt(SignatureLevel.B_B), trust.withRevocationLists(List.of(list)))
                            .firstFailure()
                            .orElseThrow()
                            .words()
                            .en())
                    .startsWith("The signer: O=Mask Maker,CN=Signer was revoked at ");
        }
        Verification unproven = ExportVerifier.verify(
                lt(authority.list(9, revoking(signer, later, CRLReason.superseded))), TrustSettings.nothing());
        assertThat(unproven.firstFailure()).isEmpty();
        assertThat(words(unproven, "revocation"))
                .containsExactly(
                        "Revocation was not checked: who signed, or when, is not confirmed (--cert, --tsa-cert)");
    }

    @Test
    void listsAreGivenToTheCommandInFiles() throws Exception {
        X509CRL list = authority.list(9, revoking(signer, earlier, CRLReason.keyCompromise));
        Path binary = Files.write(fresh(), list.getEncoded());
        Path text = Files.writeString(
                fresh(),
                "-----BEGIN X509 CRL-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(authority.list().getEncoded())
                        + "\n-----END X509 CRL-----\n");
        VerifyCall call =
                VerifyCall.read(new String[] {sample.toString(), "--crl", binary.toString(), "--crl", text.toString()});
        assertThat(call.trust().revocationLists()).hasSize(2).contains(list);
        Path none = Files.writeString(fresh(), "no list");
        assertThatThrownBy(() -> VerifyCall.read(new String[] {sample.toString(), "--crl", none.toString()}))
                .hasMessageContaining("holds no revocation list 不含吊销列表");
    }

    @Test
    void signerWhoseOwnCertificateIsTrustedIsLookedUpToo() throws IOException {
        TrustSettings pinned = trust().withCertificates(List.of(signer));
        X509CRL list = authority.list(7, revoking(signer, earlier, CRLReason.keyCompromise));
        assertThat(ExportVerifier.verify(lt(list), pinned)
                        .firstFailure()
                        .orElseThrow()
                        .name())
                .isEqualTo("revocation");
        assertThat(ExportVerifier.verify(lt(authority.list()), pinned).firstFailure())
                .isEmpty();
    }

    @Test
    void ofASelfSignedSignerNothingIsSaidButThatRevocationDoesNotApply() throws IOException {
        SigningKey own =
                SigningKey.selfSigned(Files.createDirectory(directory.resolve("own")), "口罩厂", Clock.systemUTC());
        Path target = directory.resolve("own.asice");
        Sealing sealing = new Sealing(own, List.of(), List.of(authority), ListingAuthority.giving(authority.list()));
        Sealing.Sealed sealed =
                sealing.seal(Resealing.payload(sample, own, SignatureLevel.B_LTA), SignatureLevel.B_LTA);
        ContainerWriter.write(sealed.parts(), target, bytes -> {});
        Verification verification = ExportVerifier.verify(
                target, trust().withCertificates(List.of(own.chain().get(0))));
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(verification.checks())
                .filteredOn(check -> check.name().equals("revocation"))
                .extracting(check -> check.outcome() + " " + check.words().en())
                .satisfiesExactly(
                        one -> assertThat(one)
                                .isEqualTo(
                                        "NOT_CHECKED The signer's certificate is self-signed: it is trusted by itself"
                                                + " or not at all, and revocation does not apply"),
                        two -> assertThat(two)
                                .startsWith("HOLDS The time-stamp authority: by the revocation lists no certificate of"
                                        + " its path had been revoked at "));
        assertThat(check(verification, "level").words().en())
                .endsWith("; its certificate is self-signed, of which nothing tells revocation");
        assertThat(Dss.offline(target, List.of(authority.root(), own.chain().get(0)), Instant.now()))
                .as("the same level by another's rules")
                .isEqualTo("CAdES-BASELINE-LTA TOTAL_PASSED");
    }

    private Sealing.Sealed sealed(RevocationLists lists, TimestampAuthority... authorities) throws IOException {
        return new Sealing(key, List.of(), Arrays.asList(authorities), lists)
                .seal(Resealing.payload(sample, key, SignatureLevel.B_LTA), SignatureLevel.B_LTA);
    }

    private Path sampleAt(SignatureLevel level) throws IOException {
        Path target = fresh();
        ContainerWriter.write(
                new Sealing(key, List.of(), List.of(authority), path -> List.of())
                        .seal(Resealing.payload(sample, key, level), level)
                        .parts(),
                target,
                bytes -> {});
        return target;
    }

    private Path lt(X509CRL... lists) throws IOException {
        return Resealing.holding(
                fresh(), Resealing.payload(sample, key, SignatureLevel.B_LT), key, List.of(authority), List.of(lists));
    }

    private Path lta(ListingAuthority archiving, X509CRL... lists) throws IOException {
        return Resealing.holding(
                fresh(),
                Resealing.payload(sample, key, SignatureLevel.B_LTA),
                key,
                List.of(authority, archiving),
                List.of(lists));
    }

    private Path fresh() throws IOException {
        return Files.createTempDirectory(directory, "sealed").resolve("export.asice");
    }

    private TrustSettings trust() {
        return TrustSettings.nothing()
                .withCertificates(List.of(authority.root()))
                .withTimestampCertificates(List.of(authority.root()));
    }

    private Verification verify(Path file) throws IOException {
        return ExportVerifier.verify(file, trust());
    }

    private static ListingAuthority.Content revoking(X509Certificate certificate, Instant at, int reason) {
        return builder -> {
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            try {
                extensions.addExtension(Extension.reasonCode, false, CRLReason.lookup(reason));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            builder.addCRLEntry(certificate.getSerialNumber(), Date.from(at), extensions.generate());
        };
    }

    private static Check check(Verification verification, String name) {
        return verification.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> words(Verification verification, String name) {
        return verification.checks().stream()
                .filter(check -> check.name().equals(name))
                .map(check -> check.words().en())
                .toList();
    }
}
