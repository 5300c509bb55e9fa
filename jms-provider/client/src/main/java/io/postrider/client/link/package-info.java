/** How the client finds a connector and waits for what a broker answers. Everything else talks to the port directly. */
package io.postrider.client.link;
