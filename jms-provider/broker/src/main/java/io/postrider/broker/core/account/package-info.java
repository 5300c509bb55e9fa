/** Who may connect. */
package io.postrider.broker.core.account;
