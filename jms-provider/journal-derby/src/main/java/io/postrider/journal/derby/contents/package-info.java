/** Contents of sealed segments: the heads of their records, from which a broker restarts without reading the bodies. */
package io.postrider.journal.derby.contents;
