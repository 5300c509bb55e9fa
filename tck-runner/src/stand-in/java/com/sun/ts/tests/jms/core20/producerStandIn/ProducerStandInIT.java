package com.sun.ts.tests.jms.core20.producerStandIn;

import com.sun.ts.tests.jms.standin.StandIn;

/** In the packages of the suite {@code Core20JToZSuite}. */
class ProducerStandInIT extends StandIn {}
