/** The provider under test, behind a small interface. */
package io.postrider.tck.provider;
