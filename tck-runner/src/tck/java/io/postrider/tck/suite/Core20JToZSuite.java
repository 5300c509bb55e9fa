package io.postrider.tck.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The TCK's {@code core20}: packages from j to z. */
@Suite(failIfNoTests = false)
@SelectPackages("com.sun.ts.tests.jms.core20")
@IncludeClassNamePatterns("com\\.sun\\.ts\\.tests\\.jms\\.core20\\.[j-z].*IT")
class Core20JToZSuite {}
