/** Conformance tests, a class or a few for each chapter of the specification; each test names its section. */
package io.postrider.tck.conformance;
