package com.sun.ts.tests.jms.core.queueStandIn;

import com.sun.ts.tests.jms.standin.StandIn;

/** In the packages of the suite {@code CoreGToQSuite}. */
class QueueStandInIT extends StandIn {}
