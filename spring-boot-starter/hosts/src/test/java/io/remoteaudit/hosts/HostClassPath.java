package io.remoteaudit.hosts;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The class path of a host that has some of the parts this build has, read by a loader that knows nothing else. */
final class HostClassPath {

    private HostClassPath() {}

    /** The jars and directories of this process, in order. */
    static List<Path> all() {
        // Surefire hands over one jar whose manifest names the others, and says here which those are.
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<Path> all = new ArrayList<>();
        for (String element : given.split(File.pathSeparator, -1)) {
            if (!element.isEmpty()) {
                all.add(Path.of(element));
            }
        }
        return all;
    }

    /** Whether this build has a jar whose name begins so. */
    static boolean has(String jar) {
        return all().stream()
                .anyMatch(element -> element.getFileName().toString().startsWith(jar));
    }

    static List<Path> with(Set<Part> parts) {
        Set<Part> absent = EnumSet.allOf(Part.class);
        absent.removeAll(parts);
        return all().stream()
                .filter(element -> absent.stream()
                        .noneMatch(part -> part.holds(element.getFileName().toString())))
                .toList();
    }

    static URLClassLoader loader(Set<Part> parts) {
        URL[] elements = with(parts).stream().map(HostClassPath::url).toArray(URL[]::new);
        return new URLClassLoader("host", elements, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path element) {
        try {
            return element.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(element.toString(), e);
        }
    }
}
