package io.postrider.cdi.endpoint;

import io.postrider.cdi.listener.AutoAcknowledge;
import io.postrider.cdi.listener.DupsOKAcknowledge;
import io.postrider.cdi.listener.LocalTransaction;
import jakarta.jms.JMSContext;
import java.lang.annotation.Annotation;

/** When a listener's message counts as received. */
enum ListenerMode {
    /** With a JTA transaction, or with a local one where there is no transaction manager. */
    TRANSACTION(null, JMSContext.SESSION_TRANSACTED),
    /** With a transaction of the session. */
    LOCAL_TRANSACTION(LocalTransaction.class, JMSContext.SESSION_TRANSACTED),
    /** As the method returns. */
    AUTO_ACKNOWLEDGE(AutoAcknowledge.class, JMSContext.AUTO_ACKNOWLEDGE),
    /** Some time after the method has returned. */
    DUPS_OK_ACKNOWLEDGE(DupsOKAcknowledge.class, JMSContext.DUPS_OK_ACKNOWLEDGE);

    /** The annotation that asks for it, or null for the default. */
    final Class<? extends Annotation> annotation;

    /** The session mode outside of JTA. */
    final int sessionMode;

    ListenerMode(Class<? extends Annotation> annotation, int sessionMode) {
        this.annotation = annotation;
        this.sessionMode = sessionMode;
    }
}
