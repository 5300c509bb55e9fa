/** What every link to a broker is held to, whoever carries it. */
package io.postrider.broker.link;
