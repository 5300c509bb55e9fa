/** What commands print: rows as tables for people, or as JSON for programs; progress on a terminal. */
package io.postrider.server.output;
