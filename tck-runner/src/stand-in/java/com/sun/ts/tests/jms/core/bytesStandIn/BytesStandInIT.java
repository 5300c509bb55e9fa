package com.sun.ts.tests.jms.core.bytesStandIn;

import com.sun.ts.tests.jms.standin.StandIn;

/** In the packages of the suite {@code CoreAToFSuite}. */
class BytesStandInIT extends StandIn {}
