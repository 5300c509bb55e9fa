/** The link inside the VM, {@code vm://name}, and the one place where a VM's brokers are found by their names. */
package io.postrider.broker.vm;
