/** The options, one by one and together. */
package io.postrider.server.config;
