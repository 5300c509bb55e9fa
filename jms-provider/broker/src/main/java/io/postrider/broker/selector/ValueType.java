package io.postrider.broker.selector;

/** What can be known of a value's type before there is a message. */
enum ValueType {
    BOOLEAN("a boolean"),
    STRING("a string"),
    NUMBER("a number"),
    /** A property's value: its type is that with which it was set, in each message anew. */
    ANY("a property");

    private final String shown;

    ValueType(String shown) {
        this.shown = shown;
    }

    /** Whether a value of this type may turn out to be of the other. */
    boolean mayBe(ValueType other) {
        return this == other || this == ANY || other == ANY;
    }

    @Override
    public String toString() {
        return shown;
    }
}
