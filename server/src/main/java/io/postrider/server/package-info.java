/** The broker as a process of its own: {@link io.postrider.server.Main} is what {@code bin/postrider} starts. */
package io.postrider.server;
