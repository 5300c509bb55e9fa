package io.postrider.client.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.client.destination.PostriderDestination;
import io.postrider.client.destination.PostriderQueue;
import io.postrider.client.destination.PostriderTopic;
import io.postrider.protocol.message.DestinationName;
import java.util.Collections;
import java.util.Hashtable;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.ContextNotEmptyException;
import javax.naming.InitialContext;
import javax.naming.InvalidNameException;
import javax.naming.NameAlreadyBoundException;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NotContextException;
import javax.naming.OperationNotSupportedException;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The directory in memory, seen through the JDK's own {@link InitialContext}. */
class DirectoryTest {

    private static Context directory(String... keysAndValues) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, PostriderInitialContextFactory.class.getName());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            environment.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new InitialContext(environment);
    }

    @Test
    void queuesAndTopicsAreFoundByTheNamesOfTheirKeys() throws NamingException {
        Context context =
                directory("queue.jms/incoming", " in.coming ", "topic.prices", "p", "Queue.other", "o", "x", "y");
        assertThat(context.lookup("jms/incoming")).isEqualTo(new PostriderQueue("in.coming"));
        assertThat(context.lookup(new CompositeName("prices"))).isEqualTo(new PostriderTopic("p"));
        assertThat(context.lookup("other")).isEqualTo(new PostriderQueue("o"));
        assertThat(((Context) context.lookup("jms")).lookup("incoming")).isEqualTo(new PostriderQueue("in.coming"));
        assertThat(context.lookupLink("prices")).isEqualTo(new PostriderTopic("p"));
    }

    @Test
    void everyNameIsAQueueOrTopicBelowTheDynamicContexts() throws NamingException {
        Context context = directory();
        assertThat(context.lookup("dynamicQueues/orders")).isEqualTo(new PostriderQueue("orders"));
        assertThat(context.lookup("dynamicTopics/prices/gold")).isEqualTo(new PostriderTopic("prices/gold"));
        Context queues = (Context) context.lookup("dynamicQueues");
        assertThat(queues.lookup("orders")).isEqualTo(new PostriderQueue("orders"));
        assertThatThrownBy(() -> queues.bind("a", "b")).isInstanceOf(OperationNotSupportedException.class);
        assertThatThrownBy(() -> context.lookup("dynamicQueues/")).isInstanceOf(InvalidNameException.class);
    }

    @Test
    void aNameThatIsNotThereIsAnsweredWithThoseNearIt() throws NamingException {
        Context context = directory("queue.jms/incoming", "a", "queue.jms/outgoing", "b", "topic.jms/prices", "c");
        assertThatThrownBy(() -> context.lookup("jms/incomming"))
                .isInstanceOf(NameNotFoundException.class)
                .hasMessageContaining("\"jms/incomming\" is not bound; near it is incoming")
                .satisfies(e ->
                        assertThat(((NamingException) e).getRemainingName()).hasToString("incomming"));
        assertThatThrownBy(() -> context.lookup("jms/PRICES")).hasMessageContaining("near it is prices");
        assertThatThrownBy(() -> context.lookup("jms/zzzzzzzz"))
                .hasMessageContaining("incoming")
                .hasMessageContaining("outgoing")
                .hasMessageContaining("prices");
        assertThatThrownBy(() -> context.lookup("jms/prices/gold")).isInstanceOf(NotContextException.class);
    }

    @Test
    void aWrongValueIsAnErrorThatNamesItsKey() {
        assertThatThrownBy(() -> directory("queue.x", ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("queue.x");
        assertThatThrownBy(() -> directory("queue.x", "a", "topic.x", "b"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("topic.x")
                .hasMessageContaining("bound already");
        assertThatThrownBy(() -> directory("queue.x", "a", "queue.x/y", "b"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("queue.x/y");
    }

    @Test
    void whatIsBoundIsFoundUntilItIsUnbound() throws NamingException {
        Context context = directory();
        context.bind("a", 1);
        assertThatThrownBy(() -> context.bind("a", 2)).isInstanceOf(NameAlreadyBoundException.class);
        context.rebind("a", 2);
        assertThat(context.lookup("a")).isEqualTo(2);
        context.rename("a", "b");
        assertThatThrownBy(() -> context.lookup("a")).isInstanceOf(NameNotFoundException.class);
        assertThat(context.lookup("b")).isEqualTo(2);
        context.unbind("b");
        context.unbind("b");
        assertThatThrownBy(() -> context.lookup("b")).isInstanceOf(NameNotFoundException.class);
        assertThatThrownBy(() -> context.rename("b", "c")).isInstanceOf(NameNotFoundException.class);
        assertThatThrownBy(() -> context.bind("no/where", 1)).isInstanceOf(NameNotFoundException.class);
        assertThatThrownBy(() -> context.bind("c", null)).isInstanceOf(NamingException.class);
    }

    @Test
    void subcontextsAreSharedByAllWhoLookThemUp() throws NamingException {
        Context context = directory();
        Context made = context.createSubcontext("jms");
        made.bind("a", 1);
        made.createSubcontext("deep").bind("b", 2);
        assertThat(context.lookup("jms/deep/b")).isEqualTo(2);
        assertThat(((Context) context.lookup("jms/deep")).getNameInNamespace()).isEqualTo("jms/deep");
        assertThatThrownBy(() -> context.createSubcontext("jms")).isInstanceOf(NameAlreadyBoundException.class);
        assertThatThrownBy(() -> context.destroySubcontext("jms")).isInstanceOf(ContextNotEmptyException.class);
        assertThatThrownBy(() -> context.destroySubcontext("jms/a")).isInstanceOf(NotContextException.class);
        made.unbind("a");
        context.unbind("jms/deep/b");
        context.destroySubcontext("jms/deep");
        context.destroySubcontext("jms");
        assertThatThrownBy(() -> context.lookup("jms")).isInstanceOf(NameNotFoundException.class);
    }

    @Test
    void twoDirectoriesHaveNothingInCommon() throws NamingException {
        Context one = directory();
        Context other = directory();
        one.bind("a", 1);
        assertThatThrownBy(() -> other.lookup("a")).isInstanceOf(NameNotFoundException.class);
    }

    @Test
    void listsNamesWithClassesAndObjects() throws NamingException {
        Context context = directory("queue.jms/q", "q", "topic.jms/t", "t");
        context.createSubcontext("jms/sub");
        assertThat(Collections.list(context.list("jms")))
                .extracting(NameClassPair::getName, NameClassPair::getClassName)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("q", PostriderQueue.class.getName()),
                        org.assertj.core.groups.Tuple.tuple("sub", Context.class.getName()),
                        org.assertj.core.groups.Tuple.tuple("t", PostriderTopic.class.getName()));
        assertThat(Collections.list(context.listBindings("jms")))
                .extracting(Binding::getObject)
                .contains(new PostriderQueue("q"), new PostriderTopic("t"));
        assertThat(Collections.list(context.list("")))
                .extracting(NameClassPair::getName)
                .containsExactly("dynamicQueues", "dynamicTopics", "jms");
        assertThatThrownBy(() -> context.list("jms/q")).isInstanceOf(NotContextException.class);
    }

    @Test
    void namesAreComposedAndParsed() throws NamingException {
        Context context = directory();
        assertThat(((Context) context.lookup("")).composeName("b/c", "a")).isEqualTo("a/b/c");
        assertThat(context.getNameParser("").parse("a/b").size()).isEqualTo(2);
        assertThat(context.getNameInNamespace()).isEmpty();
    }

    @Test
    void anEnvironmentBelongsToItsContextAlone() throws NamingException {
        Context context = directory("queue.q", "q");
        Context other = (Context) context.lookup("");
        assertThat(other.lookup("q")).isEqualTo(new PostriderQueue("q"));
        other.addToEnvironment("key", "value");
        assertThat(other.getEnvironment().get("key")).isEqualTo("value");
        assertThat(context.getEnvironment().containsKey("key")).isFalse();
        assertThat(other.removeFromEnvironment("key")).isEqualTo("value");
        other.close();
        assertThat(context.lookup("q")).isEqualTo(new PostriderQueue("q"));
    }

    @ParameterizedTest
    @EnumSource
    void destinationsComeBackFromTheirReferences(DestinationName.Kind kind) throws Exception {
        PostriderDestination destination = PostriderDestination.of(new DestinationName(kind, "orders"));
        Reference reference = destination.getReference();
        assertThat(reference.getFactoryClassName()).isEqualTo(PostriderObjectFactory.class.getName());
        Object found = new PostriderObjectFactory().getObjectInstance(reference, null, null, null);
        assertThat(found).isEqualTo(destination).hasSameClassAs(destination);
        Context context = directory();
        context.bind("d", reference);
        assertThat(context.lookup("d")).isEqualTo(destination);
    }

    @Test
    void referencesOfOthersAreLeftToOthers() throws Exception {
        Reference theirs = new Reference("java.util.ArrayList", new StringRefAddr("name", "x"));
        assertThat(new PostriderObjectFactory().getObjectInstance(theirs, null, null, null))
                .isNull();
        assertThat(new PostriderObjectFactory().getObjectInstance("no reference", null, null, null))
                .isNull();
        Context context = directory();
        context.bind("theirs", theirs);
        assertThat(context.lookup("theirs")).isSameAs(theirs);
    }

    @Test
    void aReferenceWithoutItsAddressIsAnError() {
        Reference nameless = new Reference(PostriderQueue.class.getName());
        assertThatThrownBy(() -> new PostriderObjectFactory().getObjectInstance(nameless, null, null, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("\"name\"");
        nameless.add(new StringRefAddr("name", ""));
        assertThatThrownBy(() -> new PostriderObjectFactory().getObjectInstance(nameless, null, null, null))
                .isInstanceOf(ConfigurationException.class);
    }
}
