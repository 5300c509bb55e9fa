/** Tests of where the log goes. */
package io.postrider.server.log;
