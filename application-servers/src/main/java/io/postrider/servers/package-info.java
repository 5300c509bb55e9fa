/**
 * Postrider inside of application servers: {@code bakery} is an application that is deployed there, {@code database} what lets a
 * test end the server in the middle of a commit. The tests that drive them run on one server at a time.
 */
package io.postrider.servers;
