/** What goes wrong around a broker and its clients: disks, clocks, memory, interrupts. */
package io.postrider.fault;
