/** What policies do to messages: on a broker that is stepped by a virtual clock, over crashes and restarts. */
package io.postrider.broker.policy;
