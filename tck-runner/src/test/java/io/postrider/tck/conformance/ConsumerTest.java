package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Consumers: receiving and listening. */
@Section("8.5")
class ConsumerTest extends ConformanceTest {

    private static final class Heard implements MessageListener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

        @Override
        public void onMessage(Message message) {
            try {
                texts.add(textOf(message));
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        }

        String next() throws InterruptedException {
            return texts.poll(GUARD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void receiveNoWaitReturnsWhatIsThere() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(consumer.receiveNoWait()).isNull();
        send(session, queue, "a", "b");
        assertThat(textOf(consumer.receiveNoWait())).isEqualTo("a");
        assertThat(textOf(consumer.receiveNoWait())).isEqualTo("b");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void receiveWithATimeOutReturnsNullAfterIt() throws JMSException {
        MessageConsumer consumer = session().createConsumer(newQueue());
        long before = System.nanoTime();
        assertThat(consumer.receive(30)).isNull();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(29));
    }

    @Test
    void receiveWaitsForAMessageHoweverLong() throws Exception {
        Session session = session();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        for (boolean zero : new boolean[] {false, true}) {
            CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> {
                try {
                    return textOf(zero ? consumer.receive(0) : consumer.receive());
                } catch (JMSException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(received).isNotDone();
            send(session(), queue, "came");
            assertThat(received.get(GUARD_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("came");
        }
    }

    @Test
    void aDestinationIsNeeded() throws JMSException {
        Session session = session();
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> session.createConsumer((Destination) null));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> session.createConsumer(null, "a = 1"));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> session.createConsumer(null, "a = 1", true));
        assertThatExceptionOfType(InvalidDestinationException.class).isThrownBy(() -> session.createBrowser(null));
    }

    @Test
    @Section("8.7")
    void theListenerIsTheOneSet() throws JMSException {
        MessageConsumer consumer = session().createConsumer(newQueue());
        assertThat(consumer.getMessageListener()).isNull();
        Heard listener = new Heard();
        consumer.setMessageListener(listener);
        assertThat(consumer.getMessageListener()).isSameAs(listener);
    }

    @Test
    @Section("8.7")
    void aListenerHearsWhatIsThereAndWhatComes() throws Exception {
        Session session = session();
        Queue queue = newQueue();
        send(session, queue, "was there");
        Heard listener = new Heard();
        session().createConsumer(queue).setMessageListener(listener);
        assertThat(listener.next()).isEqualTo("was there");
        send(session, queue, "came");
        assertThat(listener.next()).isEqualTo("came");
    }

    @Test
    @Section("6.2.5")
    void aConsumerWithAListenerCannotReceive() throws JMSException {
        MessageConsumer consumer = session().createConsumer(newQueue());
        consumer.setMessageListener(new Heard());
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> consumer.receive(1));
        assertThatExceptionOfType(JMSException.class).isThrownBy(consumer::receiveNoWait);
    }

    @Test
    @Section("8.7")
    void withoutItsListenerAConsumerReceivesAgain() throws Exception {
        Connection connection = stoppedConnection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.setMessageListener(new Heard());
        consumer.setMessageListener(null);
        assertThat(consumer.getMessageListener()).isNull();
        connection.start();
        send(session, queue, "received");
        assertThat(receiveText(consumer)).isEqualTo("received");
    }

    @Test
    @Section("8.7")
    void aListenerMaySendWithItsOwnSession() throws Exception {
        Session session = session();
        Queue in = newQueue();
        Queue out = newQueue();
        MessageConsumer consumer = session.createConsumer(in);
        consumer.setMessageListener(message -> {
            try {
                send(session, out, "re: " + textOf(message));
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        send(session(), in, "a", "b");
        assertThat(receiveTexts(session().createConsumer(out), 2)).containsExactly("re: a", "re: b");
    }

    @Test
    void aConsumerReceivesWhatWasThereBefore() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        send(session, queue, "a", "b");
        session.close();
        assertThat(receiveTexts(session().createConsumer(queue), 2)).containsExactly("a", "b");
    }

    @Test
    @Section("8.2")
    void noLocalHasNoEffectOnAQueueOrIsDefined() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue, "n IS NULL", false);
        send(session, queue, "own");
        assertThat(receiveText(consumer)).isEqualTo("own");
        assertThat(consumer.getMessageSelector()).isEqualTo("n IS NULL");
    }

    @Test
    void aMessageOfOneConsumerIsNotGivenToAnotherUntilItComesBack() throws JMSException {
        Session holding = session(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue();
        send(holding, queue, "held");
        MessageConsumer consumer = holding.createConsumer(queue);
        assertThat(receiveText(consumer)).isEqualTo("held");
        MessageConsumer other = session().createConsumer(queue);
        assertThat(receiveNothing(other)).isNull();
        holding.close();
        Message again = other.receive(GUARD_MILLIS);
        assertThat(textOf(again)).isEqualTo("held");
        assertThat(again.getJMSRedelivered()).isTrue();
    }
}
