package io.remoteaudit.spring;

import io.remoteaudit.record.RecordMapper;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/** The host's mappers, each with the type it maps. Safe for use by several threads. */
final class RecordMappers {

    /** By the types' names, so that messages are always the same. */
    private final Map<Class<?>, RecordMapper<Object>> mappers = new TreeMap<>(
            Comparator.<Class<?>, String>comparing(Class::getName).thenComparing(System::identityHashCode));

    RecordMappers(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanNamesForType(RecordMapper.class)) {
            Class<?> type = mapped(beans, name);
            RecordMapper<Object> other = mappers.put(type, mapper(beans, name));
            if (other != null) {
                throw new MisconfiguredException(
                        "RA-0944",
                        "Several RecordMapper beans map " + type.getName() + ": " + String.join(", ", of(beans, type))
                                + ".",
                        "Keep one of them.");
            }
        }
    }

    @SuppressWarnings("unchecked") // The type is asked for before an object is given.
    private static RecordMapper<Object> mapper(ConfigurableListableBeanFactory beans, String name) {
        return (RecordMapper<Object>) beans.getBean(name, RecordMapper.class);
    }

    private static List<String> of(ConfigurableListableBeanFactory beans, Class<?> type) {
        return Stream.of(beans.getBeanNamesForType(RecordMapper.class))
                .filter(name -> mapped(beans, name).equals(type))
                .sorted()
                .toList();
    }

    private static Class<?> mapped(ConfigurableListableBeanFactory beans, String name) {
        Class<?> type = null;
        if (beans.containsBeanDefinition(name)) {
            type = argument(beans.getMergedBeanDefinition(name).getResolvableType());
        }
        if (type == null) {
            Class<?> bean = beans.getType(name);
            type = bean == null ? null : argument(ResolvableType.forClass(bean));
        }
        if (type == null) {
            throw new MisconfiguredException(
                    "RA-0943",
                    "The RecordMapper bean '" + name + "' does not say which type it maps.",
                    "Declare it as RecordMapper<YourType>: by the return type of its @Bean method, or by a class that"
                            + " implements it.");
        }
        return type;
    }

    private static @Nullable Class<?> argument(ResolvableType type) {
        return type.as(RecordMapper.class).getGeneric().resolve();
    }

    /** The mapper for a type: its own, else that of the nearest type it extends, else of the one type it implements. */
    Optional<RecordMapper<Object>> of(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            RecordMapper<Object> mapper = mappers.get(each);
            if (mapper != null && !each.equals(Object.class)) {
                return Optional.of(mapper);
            }
        }
        List<Class<?>> implemented = mappers.keySet().stream()
                .filter(mapped -> mapped.isInterface() && mapped.isAssignableFrom(type))
                .toList();
        if (implemented.size() > 1) {
            throw new IllegalArgumentException("Several RecordMapper beans map a " + type.getName() + ", as "
                    + implemented.stream().map(Class::getName).toList() + "; add one for the class itself");
        }
        return implemented.stream().findFirst().map(mappers::get);
    }

    RecordMapper<Object> of(Object object) {
        return of(object.getClass())
                .orElseThrow(() -> new IllegalArgumentException("No RecordMapper bean maps a "
                        + object.getClass().getName() + "; there are some for "
                        + mappers.keySet().stream().map(Class::getName).toList()));
    }
}
