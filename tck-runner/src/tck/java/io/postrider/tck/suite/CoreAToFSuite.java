package io.postrider.tck.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The TCK's {@code core}: the other packages from a to f. */
@Suite(failIfNoTests = false)
@SelectPackages("com.sun.ts.tests.jms.core")
@IncludeClassNamePatterns("com\\.sun\\.ts\\.tests\\.jms\\.core\\.(?!closed)[a-f].*IT")
class CoreAToFSuite {}
