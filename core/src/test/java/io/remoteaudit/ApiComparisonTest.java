package io.remoteaudit;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.record.Records;
import io.remoteaudit.record.SaveResult;
import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.AccessModifier;
import japicmp.model.JApiClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.CtField;
import javassist.CtNewMethod;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The profile {@code api-compared}, as the pom sets it up, fails where programs compiled against a release would break. */
class ApiComparisonTest {

    private static final String PARAMETER = "/project/profiles/profile[id='api-compared']//parameter/";

    @TempDir
    private Path directory;

    private Document pom;

    @BeforeEach
    void readThePom() throws Exception {
        pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
    }

    @Test
    void releaseThatIsTheSamePasses() throws Exception {
        assertThat(breaks(records -> {}, records -> {})).isEmpty();
    }

    @Test
    void methodThatIsGoneFails() throws Exception {
        assertThat(breaks(
                        records -> records.addMethod(CtNewMethod.abstractMethod(
                                CtClass.longType, "count", new CtClass[0], new CtClass[0], records)),
                        records -> {}))
                .containsExactly(Records.class.getName());
    }

    @Test
    void methodThatEveryImplementationWouldNeedFails() throws Exception {
        assertThat(breaks(
                        records -> {},
                        records -> records.addMethod(CtNewMethod.abstractMethod(
                                CtClass.longType, "count", new CtClass[0], new CtClass[0], records))))
                .containsExactly(Records.class.getName());
    }

    @Test
    void constantThatIsNewPasses() throws Exception {
        assertThat(breaks(
                        records -> {},
                        records -> records.addField(CtField.make("public static final int MOST = 7;", records))))
                .isEmpty();
    }

    private interface Edit {
        void apply(CtClass type) throws Exception;
    }

    /** The types that would fail the build, between a release and what comes after it. */
    private List<String> breaks(Edit released, Edit next) throws Exception {
        JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
        options.setAccessModifier(AccessModifier.valueOf(set("accessModifier").toUpperCase(Locale.ROOT)));
        options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(Boolean.parseBoolean(set("ignoreMissingClasses")));
        boolean binary = Boolean.parseBoolean(set("breakBuildOnBinaryIncompatibleModifications"));
        boolean source = Boolean.parseBoolean(set("breakBuildOnSourceIncompatibleModifications"));
        return new JarArchiveComparator(options)
                .compare(archive("0.1.0", released), archive("0.2.0", next)).stream()
                        .filter(type ->
                                (binary && !type.isBinaryCompatible()) || (source && !type.isSourceCompatible()))
                        .map(JApiClass::getFullyQualifiedName)
                        .toList();
    }

    private String set(String parameter) throws Exception {
        XPath xpath = XPathFactory.newInstance().newXPath();
        return xpath.evaluate(PARAMETER + parameter, pom);
    }

    /** A jar of two types, one of them edited. */
    private JApiCmpArchive archive(String version, Edit edit) throws Exception {
        ClassPool pool = new ClassPool(true);
        CtClass records = pool.get(Records.class.getName());
        edit.apply(records);
        Path jar = directory.resolve(version + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            put(out, records);
            put(out, pool.get(SaveResult.class.getName()));
        }
        return new JApiCmpArchive(jar.toFile(), version);
    }

    private static void put(JarOutputStream out, CtClass type) throws Exception {
        out.putNextEntry(new JarEntry(type.getName().replace('.', '/') + ".class"));
        out.write(type.toBytecode());
        out.closeEntry();
    }
}
