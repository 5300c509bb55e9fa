package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import org.junit.jupiter.api.Test;

/** Client identifiers: when they can be set, and that only one connection has one. */
@Section("6.1.2")
class ClientIdentifierTest extends ConformanceTest {

    @Test
    void isNullUntilSet() throws JMSException {
        Connection connection = stoppedConnection();
        assertThat(connection.getClientID()).isNull();
        connection.setClientID(newName());
        assertThat(connection.getClientID()).isNotNull();
    }

    @Test
    void isTheOneSet() throws JMSException {
        String id = newName();
        assertThat(connection(id).getClientID()).isEqualTo(id);
    }

    @Test
    void isTheOneOfTheFactory() throws JMSException {
        String id = newName();
        Connection connection = opened(provider().connectionFactory(id).createConnection());
        assertThat(connection.getClientID()).isEqualTo(id);
    }

    @Test
    void theOneOfTheFactoryCannotBeChanged() throws JMSException {
        Connection connection = opened(provider().connectionFactory(newName()).createConnection());
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> connection.setClientID("other"));
    }

    @Test
    void theOneOfTheFactoryCannotBeChangedOnAContext() throws JMSException {
        JMSContext context = opened(provider().connectionFactory(newName()).createContext());
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(() -> context.setClientID("other"));
    }

    @Test
    void cannotBeSetTwice() throws JMSException {
        Connection connection = stoppedConnection();
        connection.setClientID(newName());
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> connection.setClientID("other"));
    }

    @Test
    void cannotBeSetAfterASessionWasMade() throws JMSException {
        Connection connection = stoppedConnection();
        connection.createSession();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> connection.setClientID("late"));
    }

    @Test
    void cannotBeSetAfterStart() throws JMSException {
        Connection connection = connection();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> connection.setClientID("late"));
    }

    @Test
    void cannotBeSetAfterStop() throws JMSException {
        Connection connection = stoppedConnection();
        connection.stop();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> connection.setClientID("late"));
    }

    @Test
    void cannotBeSetOnAContextThatWasUsed() throws JMSException {
        JMSContext context = context();
        context.createConsumer(newQueue());
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(() -> context.setClientID("late"));
    }

    @Test
    void isOfOneConnectionAtATime() throws JMSException {
        String id = newName();
        connection(id);
        Connection second = stoppedConnection();
        assertThatExceptionOfType(InvalidClientIDException.class).isThrownBy(() -> second.setClientID(id));
    }

    @Test
    void isOfOneContextAtATime() throws JMSException {
        String id = newName();
        context().setClientID(id);
        JMSContext second = context();
        assertThatExceptionOfType(InvalidClientIDRuntimeException.class).isThrownBy(() -> second.setClientID(id));
    }

    @Test
    void ofAFactoryIsOfOneConnectionAtATime() throws JMSException {
        String id = newName();
        opened(provider().connectionFactory(id).createConnection());
        var factory = provider().connectionFactory(id);
        assertThatExceptionOfType(InvalidClientIDException.class).isThrownBy(factory::createConnection);
        assertThatExceptionOfType(InvalidClientIDRuntimeException.class).isThrownBy(factory::createContext);
    }

    @Test
    void isFreeAgainOnceTheConnectionIsClosed() throws JMSException {
        String id = newName();
        connection(id).close();
        assertThat(connection(id).getClientID()).isEqualTo(id);
    }
}
