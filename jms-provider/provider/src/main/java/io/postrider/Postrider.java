package io.postrider;

import io.postrider.broker.Broker;
import io.postrider.broker.BrokerBuilder;

/**
 * Where programs begin that start a broker by themselves, rather than by the first use of its {@code vm://} address: with
 * users, another directory, another journal.
 *
 * <pre>{@code
 * try (Broker broker = Postrider.broker().name("orders").user("clerk", secret).start()) {
 *     ConnectionFactory factory = new PostriderConnectionFactory("vm://orders?create=false");
 *     ...
 * }
 * }</pre>
 */
public final class Postrider {

    private Postrider() {}

    /** Begins a broker in this VM: its name first, as the defaults depend on it. */
    public static Unnamed broker() {
        return new Unnamed();
    }

    /** A broker that has no name yet. */
    public static final class Unnamed {

        private Unnamed() {}

        /**
         * Names it: {@code vm://NAME} leads to it, and its journal lies in {@code ./postrider-data/NAME} unless something else
         * is said.
         *
         * @param name not blank, and of no other broker that runs in this VM
         * @return to say more, and to start it
         * @throws IllegalArgumentException if the name is blank
         */
        public BrokerBuilder name(String name) {
            return Broker.named(name);
        }
    }
}
