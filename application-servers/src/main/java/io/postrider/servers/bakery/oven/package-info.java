/** Message-driven beans, on a queue and on two kinds of subscriptions of a topic. */
package io.postrider.servers.bakery.oven;
