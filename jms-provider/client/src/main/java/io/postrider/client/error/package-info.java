/** How a broker's failures become the exceptions of the specification (chapter 10 of it), checked and unchecked. */
package io.postrider.client.error;
