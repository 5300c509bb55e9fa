/** Connections for applications: what the server's pool holds, and the factories that applications look up. */
package io.postrider.ra.outbound;
