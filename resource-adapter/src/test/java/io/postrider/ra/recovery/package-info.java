/** What a transaction manager finds after a crash: of the server with its embedded broker, or of a broker elsewhere. */
package io.postrider.ra.recovery;
