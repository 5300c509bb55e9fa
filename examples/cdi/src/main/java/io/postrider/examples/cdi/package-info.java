/** Injected contexts and listener methods in Java SE, with Weld. */
package io.postrider.examples.cdi;
