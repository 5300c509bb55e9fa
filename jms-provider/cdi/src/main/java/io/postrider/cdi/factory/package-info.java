/** Connection factories: as beans, and found by the names that injection points and listeners give. */
package io.postrider.cdi.factory;
