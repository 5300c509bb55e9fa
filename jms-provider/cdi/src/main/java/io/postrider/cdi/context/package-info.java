/** Injected {@code JMSContext} objects: section 12.4 of the specification. */
package io.postrider.cdi.context;
