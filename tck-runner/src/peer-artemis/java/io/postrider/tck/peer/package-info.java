/** ActiveMQ Artemis in the same VM: the peer that the conformance tests themselves are checked against. */
package io.postrider.tck.peer;
