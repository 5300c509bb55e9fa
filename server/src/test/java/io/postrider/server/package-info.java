/** A real server process, and every command that operates it. */
package io.postrider.server;
