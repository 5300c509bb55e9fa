package io.postrider.junit5;

/** For how long a broker lives. */
public enum BrokerLife {
    /** Each test has its own. */
    TEST,
    /**
     * All tests of a class, nested ones included, share one. What a test leaves is removed before the next one, unless the tests of
     * the class run in parallel: then it is looked at, and goes, at the end of the class.
     */
    CLASS
}
