/**
 * What applications hold: handles of the Jakarta Messaging interfaces. A handle belongs to one application component, and stands
 * for a connection of the pool as long as the server lends it; here are the rules for components (section 12 of the specification).
 */
package io.postrider.ra.handle;
