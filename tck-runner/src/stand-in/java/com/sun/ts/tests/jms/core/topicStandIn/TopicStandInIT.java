package com.sun.ts.tests.jms.core.topicStandIn;

import com.sun.ts.tests.jms.standin.StandIn;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** In the packages of the suite {@code CoreRToZSuite}. */
class TopicStandInIT extends StandIn {
    @Test
    void failsOnPurpose() {
        Assertions.fail("on purpose: a failure is to be counted and reported");
    }
}
