/** The servers as processes: made from the configuration that the documents show, started, stopped, killed. */
package io.postrider.servers.server;
