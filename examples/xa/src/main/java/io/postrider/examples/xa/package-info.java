/** A queue and a database in one transaction. */
package io.postrider.examples.xa;
