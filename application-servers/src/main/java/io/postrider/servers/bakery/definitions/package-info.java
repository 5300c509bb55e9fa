/** An application that brings its connection factory and its queue along, by annotations that name the adapter. */
package io.postrider.servers.bakery.definitions;
