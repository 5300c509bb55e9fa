/** What the official TCK looks up: an initial context factory that starts a broker and knows the TCK's names. */
package io.postrider.tck.porting;
