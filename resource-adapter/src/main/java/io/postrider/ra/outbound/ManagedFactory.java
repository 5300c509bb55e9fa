package io.postrider.ra.outbound;

import io.postrider.client.PostriderConnectionFactory;
import io.postrider.ra.settings.AccessBean;
import io.postrider.ra.settings.Adapter;
import io.postrider.ra.settings.BrokerAccess;
import io.postrider.ra.settings.ConfiguredAccess;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.ResourceAllocationException;
import jakarta.resource.spi.SecurityException;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import jakarta.resource.spi.security.PasswordCredential;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an administrator configures about one pool of connections. A JavaBean; what is not set here is the adapter's. There is a
 * subclass for each connection definition, as servers tell them apart by their classes. Configured by one thread, then safe for any.
 */
public abstract sealed class ManagedFactory extends AccessBean
        implements ManagedConnectionFactory,
                ResourceAdapterAssociation,
                ValidatingManagedConnectionFactory,
                ConfiguredAccess
        permits ManagedConnectionFactoryBean, ManagedQueueConnectionFactoryBean, ManagedTopicConnectionFactoryBean {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedFactory.class);
    private static final long serialVersionUID = 1L;

    private String clientId;
    private final AtomicBoolean lossSaid = new AtomicBoolean();
    private transient ResourceAdapter adapter;
    private transient PrintWriter logWriter;

    ManagedFactory() {
        super(null);
    }

    // Configuration ---------------------------------------------------------------------------------------------------

    /** The client identifier of the pool's connections, or null. */
    public String getClientId() {
        return clientId;
    }

    /** Says the client identifier of the pool's connections: then the pool is of one connection. */
    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        if (!(adapter instanceof Adapter)) {
            throw new InvalidPropertyException("the resource adapter is not Postrider's: " + adapter);
        }
        this.adapter = adapter;
    }

    /** {@inheritDoc} A user that is set here comes with the password that is set here, and not with the adapter's. */
    @Override
    public BrokerAccess brokerAccess() {
        BrokerAccess defaults = adapter instanceof Adapter own
                ? own.defaultAccess()
                : BrokerAccess.to(PostriderConnectionFactory.DEFAULT_URL);
        return accessOver(defaults).withClientId(clientId);
    }

    // Connections -----------------------------------------------------------------------------------------------------

    @Override
    public Object createConnectionFactory(ConnectionManager pool) {
        return new PooledConnectionFactory(this, pool);
    }

    /** {@inheritDoc} There is none: programs outside of a server use the client's own factory. */
    @Override
    public Object createConnectionFactory() throws ResourceException {
        throw new NotSupportedException("outside of a server use " + PostriderConnectionFactory.class.getName());
    }

    /** {@inheritDoc} Blocks until the connection is open. */
    @Override
    public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo request)
            throws ResourceException {
        BrokerAccess access = accessFor(subject, request);
        try {
            if (adapter instanceof Adapter own) {
                own.keepBroker(access.url());
            }
            return new PostriderManagedConnection(access, this);
        } catch (JMSSecurityException e) {
            throw new SecurityException(access + " is refused: " + e.getMessage(), e);
        } catch (JMSException e) {
            throw new ResourceAllocationException("no connection to " + access + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException("url: " + e.getMessage(), e);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public ManagedConnection matchManagedConnections(Set candidates, Subject subject, ConnectionRequestInfo request)
            throws ResourceException {
        BrokerAccess access = accessFor(subject, request);
        for (Object candidate : candidates) {
            if (candidate instanceof PostriderManagedConnection connection && connection.serves(access)) {
                return connection;
            }
        }
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Set getInvalidConnections(Set candidates) {
        Set<Object> invalid = new LinkedHashSet<>();
        for (Object candidate : candidates) {
            if (candidate instanceof PostriderManagedConnection connection && connection.isBroken()) {
                invalid.add(connection);
            }
        }
        return invalid;
    }

    /** The container's credentials go before the application's, and those before what is configured; Connectors, section 9.1. */
    BrokerAccess accessFor(Subject subject, ConnectionRequestInfo request) throws SecurityException {
        BrokerAccess configured = brokerAccess();
        if (subject != null) {
            for (PasswordCredential credential : subject.getPrivateCredentials(PasswordCredential.class)) {
                // GlassFish has an empty user name where nobody is configured
                if (equals(credential.getManagedConnectionFactory())
                        && !credential.getUserName().isEmpty()) {
                    return configured.as(credential.getUserName(), new String(credential.getPassword()));
                }
            }
        }
        return request instanceof Login login && login.user() != null
                ? configured.as(login.user(), login.password())
                : configured;
    }

    /** When a broker goes away all connections of the pool are lost: one line says so until there is one again. */
    void sayLost(BrokerAccess access, JMSException cause) {
        String sentence = "PR007001 pooled connections to {} are lost, and will be replaced: {}";
        if (lossSaid.compareAndSet(false, true)) {
            LOG.warn(sentence, access, cause.getMessage());
        } else {
            LOG.debug(sentence, access, cause.getMessage());
        }
    }

    void noteOpen() {
        lossSaid.set(false);
    }

    @Override
    public void setLogWriter(PrintWriter logWriter) {
        this.logWriter = logWriter;
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }

    // What it is ------------------------------------------------------------------------------------------------------

    @Override
    public final boolean equals(Object other) {
        return other instanceof ManagedFactory that
                && getClass() == that.getClass()
                && hasAccessOf(that)
                && Objects.equals(clientId, that.clientId);
    }

    @Override
    public final int hashCode() {
        return Objects.hash(getClass().getName(), accessHash(), clientId);
    }

    /** For people and logs: where to and as whom, never a password. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + " for " + brokerAccess();
    }
}
