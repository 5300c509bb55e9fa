/** The JTA transactions of a container, where it has any. */
package io.postrider.cdi.transaction;
