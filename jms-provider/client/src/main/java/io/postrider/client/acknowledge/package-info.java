/** Which deliveries a session has handed to the application, and how they are acknowledged or given back. */
package io.postrider.client.acknowledge;
