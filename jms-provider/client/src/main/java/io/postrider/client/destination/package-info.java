/**
 * Queues and topics as the application holds them: immutable names that may be kept, compared, serialized and bound in
 * a directory (chapter 5 of the specification). Whether the destination exists is the broker's matter.
 */
package io.postrider.client.destination;
