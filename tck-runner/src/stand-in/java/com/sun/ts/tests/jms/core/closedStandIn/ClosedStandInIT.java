package com.sun.ts.tests.jms.core.closedStandIn;

import com.sun.ts.tests.jms.standin.StandIn;

/** In the packages of the suite {@code CoreClosedSuite}. */
class ClosedStandInIT extends StandIn {}
