package io.postrider.client.producer;

/**
 * A send that names a destination although the producer has one, or names none although it has none: what the
 * specification's {@code MessageProducer} prescribes an {@link UnsupportedOperationException} for.
 */
public final class ProducerDestinationException extends UnsupportedOperationException {
    private static final long serialVersionUID = 1L;

    ProducerDestinationException(String message) {
        super(message);
    }
}
