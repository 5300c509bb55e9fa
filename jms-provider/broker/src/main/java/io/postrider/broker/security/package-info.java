/**
 * Who may connect to a broker, and what they may do there.
 *
 * <p>A {@link io.postrider.broker.security.SecurityRealm} answers who somebody is: {@link io.postrider.broker.security.UserFile}
 * (users, hashes and roles in a text file, kept by {@code postrider user}), {@link io.postrider.broker.security.JaasRealm}
 * (any JAAS login module), {@link io.postrider.broker.security.BuiltInUsers} (given to the builder), or one's own. An
 * {@link io.postrider.broker.security.Authorizer} answers what a user may do: {@link io.postrider.broker.security.Permissions}
 * are rules of roles by destination patterns. {@link io.postrider.broker.security.BrokerSecurity} joins the two with
 * {@link io.postrider.broker.security.LoginThrottle throttling} and the {@link io.postrider.broker.security.AuditLog audit
 * log}, and gives each connection its {@link io.postrider.broker.security.Access}.
 *
 * <p>A server does three things with it: {@code UserFile.open(path)} and {@code createFirstAdministrator()}, whose password it
 * prints once; {@code Permissions.builder()} from its configuration; and
 * {@code Broker.named(name).realm(users).permissions(permissions)}.
 */
package io.postrider.broker.security;
