/** A question, and the answer that belongs to it. */
package io.postrider.examples.requestreply;
