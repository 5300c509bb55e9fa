package io.postrider.spring;

import io.postrider.protocol.link.BrokerException;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which property helps where the embedded broker does not start. */
final class EmbeddedBrokerFailureAnalyzer extends AbstractFailureAnalyzer<BrokerException> {
    private static final String BROKER_BEAN = "postriderBroker";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BrokerException cause) {
        if (!isOfTheBroker(rootFailure)) {
            return null;
        }
        String action =
                switch (cause.error()) {
                    case ILLEGAL_STATE ->
                        "Set postrider.embedded.name to a name that no other broker of this VM has, or let the broker of this"
                                + " application keep nothing on disk (postrider.embedded.persistent=false), as tests do.";
                    case JOURNAL_FAILED ->
                        "If another process uses the directory, stop it or set postrider.embedded.data-directory to a"
                                + " directory of its own. If the journal is damaged, see docs/OPERATORS.md.";
                    default -> null;
                };
        return action == null ? null : new FailureAnalysis(cause.getMessage(), action, cause);
    }

    private static boolean isOfTheBroker(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof BeanCreationException creation && BROKER_BEAN.equals(creation.getBeanName())) {
                return true;
            }
        }
        return false;
    }
}
