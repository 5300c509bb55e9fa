package io.postrider.servers.bakery.shop;

/** Rolls a transaction back, as the customer wants it no more. */
public class ChangedMind extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
