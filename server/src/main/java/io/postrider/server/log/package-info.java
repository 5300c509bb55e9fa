/** Where a server's log goes: to files that are put aside when they are long, and to the standard error output. */
package io.postrider.server.log;
