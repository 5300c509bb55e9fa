/** The ten lines of the README. */
package io.postrider.examples.hello;
