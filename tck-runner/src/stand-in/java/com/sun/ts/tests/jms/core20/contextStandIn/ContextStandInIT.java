package com.sun.ts.tests.jms.core20.contextStandIn;

import com.sun.ts.tests.jms.standin.StandIn;

/** In the packages of the suite {@code Core20AToISuite}. */
class ContextStandInIT extends StandIn {}
