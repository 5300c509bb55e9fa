/** How far the tests go that have a long form. */
package io.postrider.broker.soak;
