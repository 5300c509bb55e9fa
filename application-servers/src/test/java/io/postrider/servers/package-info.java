/** The adapter in an application server: the same tests for each, on the one that the build's profile has chosen. */
package io.postrider.servers;
