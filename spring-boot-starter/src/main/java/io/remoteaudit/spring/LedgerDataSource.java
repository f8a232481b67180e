package io.remoteaudit.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/** Decides which database keeps the ledger. */
final class LedgerDataSource {

    private static final String PROPERTY = "remote-audit.data-source";

    private final ConfigurableListableBeanFactory beans;

    LedgerDataSource(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * The host's DataSource, or empty for the embedded one. A ledger stays where it began, so among several nothing is
     * guessed: not even that the primary one is meant.
     */
    Optional<DataSource> choose(@Nullable String name) {
        if (name != null && !name.isBlank()) {
            return name.equals(RemoteAuditProperties.EMBEDDED) && !beans.containsBean(name)
                    ? Optional.empty()
                    : Optional.of(named(PROPERTY, name, "; or '" + RemoteAuditProperties.EMBEDDED + "'"));
        }
        List<String> candidates = candidates();
        if (candidates.size() > 1) {
            throw new MisconfiguredException(
                    "RA-0902",
                    "The application has " + candidates.size() + " DataSource beans: " + String.join(", ", candidates)
                            + ". The ledger stays where it begins, so Remote Audit does not guess.",
                    "Name one of them by the property '" + PROPERTY + "', or set it to '"
                            + RemoteAuditProperties.EMBEDDED
                            + "' to keep the ledger in a database of its own, which saving cannot join a transaction"
                            + " with.");
        }
        return candidates.stream().findFirst().map(this::dataSource);
    }

    /** The DataSource that is read for records: the one named, or the only one. */
    DataSource read(String property, @Nullable String name) {
        if (name != null && !name.isBlank()) {
            return named(property, name, "");
        }
        List<String> candidates = candidates();
        if (candidates.size() != 1) {
            throw new MisconfiguredException(
                    "RA-0931",
                    "The application has " + candidates.size() + " DataSource beans"
                            + (candidates.isEmpty() ? "" : ": " + String.join(", ", candidates))
                            + ". Which of them holds the table is not guessed.",
                    "Name one by the property '" + property + "'.");
        }
        return dataSource(candidates.get(0));
    }

    private DataSource named(String property, String name, String otherwise) {
        if (!beans.containsBean(name) || !beans.isTypeMatch(name, DataSource.class)) {
            throw new MisconfiguredException(
                    "RA-0903",
                    "The property '" + property + "' is '" + name + "', but there is no DataSource bean of that name.",
                    "Name one of these: " + String.join(", ", names()) + otherwise + ".");
        }
        return dataSource(name);
    }

    private DataSource dataSource(String name) {
        return beans.getBean(name, DataSource.class);
    }

    private List<String> names() {
        return List.of(beans.getBeanNamesForType(DataSource.class, true, false));
    }

    private List<String> candidates() {
        List<String> candidates = new ArrayList<>();
        for (String name : names()) {
            if (!beans.containsBeanDefinition(name) || isCandidate(beans.getBeanDefinition(name))) {
                candidates.add(name);
            }
        }
        return candidates;
    }

    /** A bean its host hides from injection by type is not meant for guests. */
    private static boolean isCandidate(BeanDefinition definition) {
        return definition.isAutowireCandidate()
                && (!(definition instanceof AbstractBeanDefinition bean) || bean.isDefaultCandidate());
    }
}
