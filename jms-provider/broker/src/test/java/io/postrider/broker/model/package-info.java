/**
 * The broker against a model of it: random commands, from several links, go to a real broker and to one that is too simple
 * to be wrong. Where the broker is free (which consumer gets a message, whether an unconfirmed send survived a crash), the
 * model follows what it did, and says whether it was allowed.
 */
package io.postrider.broker.model;
