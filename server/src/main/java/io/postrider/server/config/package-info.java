/**
 * What a server can be told: one row for each {@link io.postrider.server.config.ServerOption}, and the
 * {@link io.postrider.server.config.ServerSettings} that the file, the environment and the command line make of them.
 */
package io.postrider.server.config;
