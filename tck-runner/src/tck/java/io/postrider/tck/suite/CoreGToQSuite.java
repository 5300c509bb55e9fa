package io.postrider.tck.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The TCK's {@code core}: packages from g to q. */
@Suite(failIfNoTests = false)
@SelectPackages("com.sun.ts.tests.jms.core")
@IncludeClassNamePatterns("com\\.sun\\.ts\\.tests\\.jms\\.core\\.[g-q].*IT")
class CoreGToQSuite {}
