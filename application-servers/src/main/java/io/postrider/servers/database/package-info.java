/** A data source whose commits wait, so that a server can be killed between prepare and commit. */
package io.postrider.servers.database;
