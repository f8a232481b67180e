package io.remoteaudit.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Looks up each class, method and field of Spring's, Hibernate's and Reactor's that the published jars name, in those this host has: what moved
 * between generations is found here, before it fails at an integrator's.
 */
class LinkTest {

    /** What one generation has and the other not, behind a condition that asks for it by name. */
    private static final List<String> BEHIND_A_CONDITION =
            List.of("org/springframework/boot/actuate/health/", "org/springframework/boot/health/");

    private static final List<String> OTHERS =
            List.of("org/springframework/", "org/hibernate/", "jakarta/persistence/", "reactor/", "io/netty/");

    private final ClassLoader loader = LinkTest.class.getClassLoader();
    private final Map<String, Optional<Members>> known = new HashMap<>();

    /** What a class declares, as names with their descriptors, and what it inherits from. */
    private record Members(Set<String> declared, List<String> parents) {}

    @Test
    void trap8WhatThePublishedJarsCallIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        int classes = 0;
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : file.stream().toList()) {
                    if (entry.getName().endsWith(".class") && !entry.getName().equals("module-info.class")) {
                        classes++;
                        try (InputStream in = file.getInputStream(entry)) {
                            check(new ClassReader(in), missing);
                        }
                    }
                }
            }
        }
        assertThat(classes).isGreaterThan(500);
        assertThat(missing).isEmpty();
    }

    private static List<Path> jars() {
        return HostClassPath.all().stream()
                .filter(element -> {
                    String name = element.getFileName().toString();
                    return name.startsWith("remote-audit-") && name.endsWith(".jar") && !name.contains("tests");
                })
                .toList();
    }

    private void check(ClassReader reader, Set<String> missing) {
        String from = reader.getClassName();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return new MethodVisitor(Opcodes.ASM9) {
                            @Override
                            public void visitMethodInsn(
                                    int opcode, String owner, String called, String its, boolean isInterface) {
                                need(from, owner, called + its, missing);
                            }

                            @Override
                            public void visitFieldInsn(int opcode, String owner, String field, String its) {
                                need(from, owner, field + its, missing);
                            }

                            @Override
                            public void visitTypeInsn(int opcode, String type) {
                                need(from, type, null, missing);
                            }
                        };
                    }

                    @Override
                    public void visit(
                            int version,
                            int access,
                            String name,
                            String signature,
                            String parent,
                            String[] interfaces) {
                        need(from, parent, null, missing);
                        for (String each : interfaces) {
                            need(from, each, null, missing);
                        }
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    private void need(String from, String owner, String member, Set<String> missing) {
        String type =
                owner.startsWith("[") ? Type.getType(owner).getElementType().getInternalName() : owner;
        if (OTHERS.stream().noneMatch(type::startsWith)
                || BEHIND_A_CONDITION.stream().anyMatch(type::startsWith)) {
            return;
        }
        if (members(type).isEmpty()) {
            missing.add(from + " needs the class " + type);
        } else if (member != null && !owner.startsWith("[") && !has(type, member)) {
            missing.add(from + " needs " + type + "." + member);
        }
    }

    private boolean has(String type, String member) {
        Deque<String> left = new ArrayDeque<>(List.of(type));
        Set<String> seen = new HashSet<>();
        while (!left.isEmpty()) {
            String next = left.pop();
            Optional<Members> members = members(next);
            if (members.isPresent() && seen.add(next)) {
                if (members.get().declared().contains(member)) {
                    return true;
                }
                left.addAll(members.get().parents());
            }
        }
        return false;
    }

    private Optional<Members> members(String type) {
        return known.computeIfAbsent(type, this::read);
    }

    private Optional<Members> read(String type) {
        try (InputStream in = loader.getResourceAsStream(type + ".class")) {
            if (in == null) {
                return Optional.empty();
            }
            ClassReader reader = new ClassReader(in);
            Set<String> declared = new HashSet<>();
            List<String> parents = new ArrayList<>(List.of(reader.getInterfaces()));
            if (reader.getSuperName() != null) {
                parents.add(reader.getSuperName());
            }
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String name, String descriptor, String signature, String[] exceptions) {
                            declared.add(name + descriptor);
                            return null;
                        }

                        @Override
                        public FieldVisitor visitField(
                                int access, String name, String descriptor, String signature, Object value) {
                            declared.add(name + descriptor);
                            return null;
                        }
                    },
                    ClassReader.SKIP_CODE);
            return Optional.of(new Members(declared, parents));
        } catch (IOException e) {
            throw new IllegalStateException("The class " + type + " cannot be read", e);
        }
    }
}
