/** Conformance tests of Jakarta Messaging 3.1, for any provider: what is shared by all of them. */
package io.postrider.tck;
