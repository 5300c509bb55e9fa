/** Annotations for methods of beans that are called with messages; docs/CDI.md. */
package io.postrider.cdi.listener;
