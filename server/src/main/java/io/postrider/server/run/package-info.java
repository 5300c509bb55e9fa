/** The server itself: what runs, where it listens, and the note by which other processes find it. */
package io.postrider.server.run;
