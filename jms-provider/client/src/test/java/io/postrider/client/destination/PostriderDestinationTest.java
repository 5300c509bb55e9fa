package io.postrider.client.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.DestinationName.Kind;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostriderDestinationTest {

    @ParameterizedTest
    @EnumSource
    void everyKindKeepsItsNameThroughProtocolAndSerialization(Kind kind) throws IOException, ClassNotFoundException {
        DestinationName name = new DestinationName(kind, "orders");
        PostriderDestination destination = PostriderDestination.of(name);
        assertThat(destination.destinationName()).isEqualTo(name);
        assertThat(destination.getName()).isEqualTo("orders");
        assertThat(destination).hasToString(name.toString());
        PostriderDestination copy = serializedCopy(destination);
        assertThat(copy).isEqualTo(destination).hasSameHashCodeAs(destination);
        assertThat(copy.destinationName()).isEqualTo(name);
    }

    private static PostriderDestination serializedCopy(PostriderDestination destination)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(destination);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (PostriderDestination) in.readObject();
        }
    }

    @Test
    void destinationsAreEqualByKindAndName() {
        HashSet<PostriderDestination> distinct = new HashSet<>();
        for (Kind kind : Kind.values()) {
            distinct.add(PostriderDestination.of(new DestinationName(kind, "a")));
            distinct.add(PostriderDestination.of(new DestinationName(kind, "a")));
            distinct.add(PostriderDestination.of(new DestinationName(kind, "A")));
        }
        assertThat(distinct).hasSize(8);
        assertThat(new PostriderQueue("a")).isEqualTo(PostriderDestination.of(DestinationName.queue("a")));
    }

    @Test
    void aDestinationOfThisProviderIsTakenAsItIs() throws JMSException {
        PostriderQueue queue = new PostriderQueue("a");
        assertThat(PostriderDestination.of((Destination) queue)).isSameAs(queue);
    }

    @Test
    void anotherProvidersDestinationIsTakenByItsPublicName() throws JMSException {
        Queue queue = () -> "q";
        Topic topic = () -> "t";
        assertThat(PostriderDestination.of(queue)).isEqualTo(new PostriderQueue("q"));
        assertThat(PostriderDestination.of(topic)).isEqualTo(new PostriderTopic("t"));
        assertThat(PostriderDestination.of(new ForeignTemporaryQueue()).destinationName())
                .isEqualTo(new DestinationName(Kind.TEMPORARY_QUEUE, "temporary"));
        assertThat(PostriderDestination.of(new ForeignTemporaryTopic()).destinationName())
                .isEqualTo(new DestinationName(Kind.TEMPORARY_TOPIC, "temporary"));
    }

    @Test
    void anotherProvidersDestinationThatIsBothIsWhicheverHasAName() throws JMSException {
        assertThat(PostriderDestination.of(new ForeignBoth("q", null))).isEqualTo(new PostriderQueue("q"));
        assertThat(PostriderDestination.of(new ForeignBoth(null, "t"))).isEqualTo(new PostriderTopic("t"));
        assertThatThrownBy(() -> PostriderDestination.of(new ForeignBoth(null, null)))
                .isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void whatIsNoDestinationIsInvalid() {
        Queue empty = () -> "";
        Topic endless = () -> "x".repeat(DestinationName.MAX_LENGTH + 1);
        Destination neither = new Destination() {};
        List<Destination> wrong = new ArrayList<>(List.of(empty, endless, neither, new PostriderQueue()));
        wrong.add(null);
        for (Destination destination : wrong) {
            assertThatThrownBy(() -> PostriderDestination.of(destination))
                    .isInstanceOf(InvalidDestinationException.class);
        }
    }

    @Test
    void aBeanGetsItsNameOnce() {
        PostriderTopic bean = new PostriderTopic();
        assertThat(bean.getTopicName()).isNull();
        assertThatIllegalStateException().isThrownBy(bean::destinationName);
        assertThatIllegalArgumentException().isThrownBy(() -> bean.setName(""));
        bean.setName("prices");
        bean.setName("prices");
        assertThat(bean).isEqualTo(new PostriderTopic("prices"));
        assertThatIllegalStateException().isThrownBy(() -> bean.setName("other"));
    }

    @Test
    void onlyTheOwnerDeletesATemporaryDestination() throws JMSException {
        List<DestinationName> deleted = new ArrayList<>();
        DestinationName queue = new DestinationName(Kind.TEMPORARY_QUEUE, "x");
        DestinationName topic = new DestinationName(Kind.TEMPORARY_TOPIC, "x");
        new PostriderTemporaryQueue(queue, deleted::add).delete();
        new PostriderTemporaryTopic(topic, deleted::add).delete();
        assertThat(deleted).containsExactly(queue, topic);
        assertThatThrownBy(((TemporaryQueue) PostriderDestination.of(queue))::delete)
                .isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThatThrownBy(((TemporaryTopic) PostriderDestination.of(topic))::delete)
                .isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new PostriderTemporaryQueue(topic, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new PostriderTemporaryTopic(queue, null));
    }

    private static final class ForeignTemporaryQueue implements TemporaryQueue {
        @Override
        public String getQueueName() {
            return "temporary";
        }

        @Override
        public void delete() {
            throw new AssertionError("nobody asked for that");
        }
    }

    private static final class ForeignTemporaryTopic implements TemporaryTopic {
        @Override
        public String getTopicName() {
            return "temporary";
        }

        @Override
        public void delete() {
            throw new AssertionError("nobody asked for that");
        }
    }

    private record ForeignBoth(String queueName, String topicName) implements Queue, Topic {
        @Override
        public String getQueueName() {
            return queueName;
        }

        @Override
        public String getTopicName() {
            return topicName;
        }
    }
}
