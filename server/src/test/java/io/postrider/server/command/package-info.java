/** Tests of what the command line understands. */
package io.postrider.server.command;
