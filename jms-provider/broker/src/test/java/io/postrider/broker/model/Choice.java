package io.postrider.broker.model;

import java.util.List;
import java.util.function.Predicate;

/**
 * A selector, and what it means.
 *
 * @param selector or null
 */
record Choice(String selector, Predicate<Sent> wants) {
    static final Choice ALL = new Choice(null, sent -> true);
    static final List<Choice> CHOICES = List.of(
            ALL,
            ALL,
            new Choice("color = 'red'", sent -> sent.color().equals("red")),
            new Choice("color IN ('green', 'blue')", sent -> !sent.color().equals("red")),
            new Choice("JMSPriority > 4", sent -> sent.priority() > 4),
            new Choice("serial / 2 * 2 = serial", sent -> sent.serial() % 2 == 0),
            new Choice("JMSDeliveryMode = 'PERSISTENT'", Sent::persistent));
}
