/** From a sent message to the queues that hold it. */
package io.postrider.broker.core.routing;
