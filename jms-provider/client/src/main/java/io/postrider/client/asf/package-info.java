/** Connection consumers for application servers; section 11.2 of the specification. */
package io.postrider.client.asf;
