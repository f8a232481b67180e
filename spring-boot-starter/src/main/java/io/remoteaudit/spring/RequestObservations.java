package io.remoteaudit.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.remoteaudit.endpoint.RequestObserver;
import io.remoteaudit.endpoint.ServedOperation;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Shows each request to the endpoint or the desk as an observation of the host's, so that its traces name the contract's
 * operation and its metrics count and time each. What the database does meanwhile is below it. Safe for use by several
 * threads.
 */
final class RequestObservations implements RequestObserver {

    static final String REQUEST = "remote.audit.request";

    private final SingletonSupplier<ObservationRegistry> registry;

    /** Registries are asked for at the first request: the module is opened before the host's monitoring is whole. */
    RequestObservations(ObjectProvider<ObservationRegistry> observations, ObjectProvider<MeterRegistry> meters) {
        this.registry = SingletonSupplier.of(() -> observations
                .orderedStream()
                .findFirst()
                .or(() -> meters.orderedStream().findFirst().map(RequestObservations::timing))
                .orElse(ObservationRegistry.NOOP));
    }

    /** A host that has metrics and no observations gets the same timer. */
    private static ObservationRegistry timing(MeterRegistry meters) {
        ObservationRegistry own = ObservationRegistry.create();
        own.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        return own;
    }

    @Override
    public Watch begin(ServedOperation operation) {
        Observation observation = Observation.createNotStarted(REQUEST, registry.obtain())
                .contextualName(operation.id())
                .lowCardinalityKeyValue("operation", operation.id())
                .lowCardinalityKeyValue("topic", operation.topic())
                .start();
        Observation.Scope scope = observation.openScope();
        return outcome -> {
            scope.close();
            observation
                    .lowCardinalityKeyValue("outcome", outcome(outcome.status()))
                    .lowCardinalityKeyValue(
                            "problem",
                            Optional.ofNullable(outcome.problem())
                                    .map(problem -> problem.wireName())
                                    .orElse("none"))
                    .stop();
        };
    }

    /** The words of the host's own HTTP metrics. */
    private static String outcome(int status) {
        return status < 300 ? "SUCCESS" : status < 400 ? "REDIRECTION" : status < 500 ? "CLIENT_ERROR" : "SERVER_ERROR";
    }
}
