/** The command line: a class for each command, and the options that they share. */
package io.postrider.server.command;
