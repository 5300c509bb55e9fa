/** The extension as containers and other extensions meet it: found by itself, or in an archive. */
package io.postrider.cdi.container;
