/** What users configure about the client: one row per option, and the immutable settings that connections are made from. */
package io.postrider.client.settings;
