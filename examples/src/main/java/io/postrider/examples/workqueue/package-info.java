/** Competing consumers: several workers share the work of a queue. */
package io.postrider.examples.workqueue;
