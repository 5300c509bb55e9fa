/** A broker for the client's tests: naive, in one lock, with everything it was told on record. */
package io.postrider.client.scripted;
