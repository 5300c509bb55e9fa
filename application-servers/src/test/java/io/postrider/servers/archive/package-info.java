/** The bakery's archives, as each server wants them. */
package io.postrider.servers.archive;
