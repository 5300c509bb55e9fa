/** An application for a Jakarta EE server: a servlet takes orders, a message-driven bean bakes them. */
package io.postrider.examples.mdb;
