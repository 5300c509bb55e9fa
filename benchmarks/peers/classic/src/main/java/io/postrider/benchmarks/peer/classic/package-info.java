/** ActiveMQ Classic as a peer of the benchmarks. */
package io.postrider.benchmarks.peer.classic;
