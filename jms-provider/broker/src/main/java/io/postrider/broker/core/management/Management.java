package io.postrider.broker.core.management;

import io.postrider.broker.security.Access;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers what operators ask. Safe for all threads. */
public final class Management {
    private final ManagedBroker broker;

    /** Of a broker. */
    public Management(ManagedBroker broker) {
        this.broker = broker;
    }

    /** See {@link io.postrider.protocol.link.BrokerLink#manage}. */
    public CompletionStage<ManagementReply> manage(ManagementRequest request, Access access) {
        try {
            Arguments arguments = Arguments.of(request);
            access.require(arguments.verb().permission(), null);
            return switch (arguments.verb()) {
                case BROKER_STATUS -> CompletableFuture.completedStage(ManagementReply.of(broker.status()));
                default -> throw Arguments.invalid("the verb " + arguments.verb() + " is not served by this broker");
            };
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
