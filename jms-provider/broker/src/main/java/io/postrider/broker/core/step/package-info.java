/** How the core runs: one mailbox per owner of state, drained by whichever thread arrives, and one clock-driven timer. */
package io.postrider.broker.core.step;
