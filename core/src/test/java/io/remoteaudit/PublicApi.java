package io.remoteaudit;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of a directory of classes others can compile against, one line for each type and member, always in one order. */
final class PublicApi {

    private PublicApi() {}

    static List<String> of(Path classes) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : types(classes)) {
            lines.add(header(type));
            lines.addAll(members(type));
        }
        return lines;
    }

    private static List<Class<?>> types(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> type(
                            file.substring(0, file.length() - ".class".length()).replace('/', '.')))
                    .filter(PublicApi::open)
                    .sorted(Comparator.comparing(Class::getName))
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A nested type is open if all around it are. */
    private static boolean open(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getDeclaringClass()) {
            if (!open(each.getModifiers()) || each.isAnonymousClass() || each.isLocalClass()) {
                return false;
            }
        }
        return true;
    }

    private static boolean open(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String header(Class<?> type) {
        StringBuilder line = new StringBuilder(deprecated(type)).append(type.toGenericString());
        Type parent = type.getGenericSuperclass();
        if (parent != null && !parent.equals(Object.class)) {
            line.append(" extends ").append(parent.getTypeName());
        }
        if (type.getInterfaces().length > 0) {
            line.append(" implements ")
                    .append(Arrays.stream(type.getGenericInterfaces())
                            .map(Type::getTypeName)
                            .collect(Collectors.joining(", ")));
        }
        return line.toString();
    }

    private static List<String> members(Class<?> type) {
        Stream<Executable> executables =
                Stream.concat(Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()));
        Stream<String> called = executables
                .filter(member -> shown(member) && open(member.getModifiers()))
                .map(member -> deprecated(member) + written(member));
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> shown(field) && open(field.getModifiers()))
                .map(field -> deprecated(field) + field.toGenericString());
        return Stream.concat(called, fields)
                .map(member -> "    " + member.replace(type.getTypeName() + ".", ""))
                .sorted()
                .toList();
    }

    private static boolean shown(Member member) {
        return !member.isSynthetic();
    }

    private static String written(Executable member) {
        return member instanceof Method method ? method.toGenericString() : ((Constructor<?>) member).toGenericString();
    }

    private static String deprecated(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }
}
