/** What operators ask of a broker: each {@link io.postrider.protocol.link.ManagementVerb}, and the rows that answer it. */
package io.postrider.broker.core.management;
