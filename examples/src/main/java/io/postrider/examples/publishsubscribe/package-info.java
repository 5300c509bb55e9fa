/** Publish and subscribe, with a subscription that holds what comes while its reader is away. */
package io.postrider.examples.publishsubscribe;
