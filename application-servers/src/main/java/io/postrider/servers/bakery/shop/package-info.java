/** Components that send and receive in transactions of the server, and the servlet by which a test asks them to. */
package io.postrider.servers.bakery.shop;
