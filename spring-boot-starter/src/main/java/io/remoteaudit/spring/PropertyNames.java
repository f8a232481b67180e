package io.remoteaudit.spring;

import io.remoteaudit.search.query.EditDistance;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** The names of the module's properties, as the records that hold them have them. Stateless. */
final class PropertyNames {

    private static final String ANY = "*";

    private PropertyNames() {}

    /** The property someone most likely meant by a name that is none; its indices and map keys stay as they were written. */
    static Optional<String> nearest(String written) {
        return EditDistance.nearest(
                written, all().stream().map(name -> like(written, name)).toList());
    }

    /** All properties below the deepest group that a name gets right. */
    static List<String> beside(String written) {
        String group = written;
        while (group.contains(".")) {
            group = group.substring(0, group.lastIndexOf('.'));
            String beginning = group + ".";
            List<String> names = all().stream()
                    .map(name -> like(written, name))
                    .filter(name -> name.startsWith(beginning))
                    .toList();
            if (!names.isEmpty()) {
                return names;
            }
        }
        return List.of();
    }

    static List<String> all() {
        List<String> names = new ArrayList<>();
        collect(RemoteAuditProperties.PREFIX, RemoteAuditProperties.class, names);
        return names;
    }

    private static void collect(String prefix, Class<?> properties, List<String> names) {
        for (RecordComponent component : properties.getRecordComponents()) {
            collect(
                    prefix + "." + DataObjectPropertyName.toDashedForm(component.getName()),
                    component.getGenericType(),
                    names);
        }
    }

    private static void collect(String name, Type type, List<String> names) {
        if (type instanceof Class<?> known && known.isRecord()) {
            collect(name, known, names);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            collect(name + "." + ANY, generic.getActualTypeArguments()[1], names);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            collect(name + "[" + ANY + "]", generic.getActualTypeArguments()[0], names);
            names.add(name);
        } else {
            names.add(name);
        }
    }

    /** A name with the indices and keys of another where it may have any. */
    private static String like(String written, String name) {
        if (!name.contains(ANY)) {
            return name;
        }
        List<String> given = List.of(written.replace("[", ".[").split("\\."));
        List<String> parts = new ArrayList<>(List.of(name.replace("[", ".[").split("\\.")));
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (i < given.size()
                    && (part.equals(ANY)
                            || (part.equals("[" + ANY + "]") && given.get(i).startsWith("[")))) {
                parts.set(i, given.get(i));
            }
        }
        return String.join(".", parts).replace(".[", "[");
    }
}
