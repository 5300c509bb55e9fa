/** What is left of an adapter that was undeployed: nothing. */
package io.postrider.ra.redeployment;
