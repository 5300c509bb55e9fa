/** Message-driven beans: an activation takes messages from a destination and hands them to the server's endpoints. */
package io.postrider.ra.inbound;
