package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A listener's messages are acknowledged some time after its method has returned, outside of any transaction: faster, and after a
 * failure some may come again. On a class: of all its methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({METHOD, TYPE})
public @interface DupsOKAcknowledge {}
