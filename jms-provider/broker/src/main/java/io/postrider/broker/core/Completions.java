package io.postrider.broker.core;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import java.util.concurrent.CompletableFuture;

/** Completions that may be null, as nobody asks. */
final class Completions {
    /** Of what nobody asks about. */
    static final Completion IGNORED = new Completion() {
        @Override
        public void done() {
            // nobody asked
        }

        @Override
        public void failed(BrokerException cause) {
            // nobody asked
        }
    };

    private Completions() {}

    /** Completes a stage. */
    static Completion of(CompletableFuture<Void> stage) {
        return new Completion() {
            @Override
            public void done() {
                stage.complete(null);
            }

            @Override
            public void failed(BrokerException cause) {
                stage.completeExceptionally(cause);
            }
        };
    }

    static void done(Completion completion) {
        if (completion != null) {
            completion.done();
        }
    }

    static void fail(Completion completion, BrokerException cause) {
        if (completion != null) {
            completion.failed(cause);
        }
    }
}
