/** How a broker's failures become the exceptions of the specification (sections 8 and 7 of it), checked and unchecked. */
package io.postrider.client.error;
