/** The simplified API: contexts, their producers and consumers, over the same connections and sessions. */
package io.postrider.client.context;
