package io.postrider.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The section of the Jakarta Messaging 3.1 specification that a test holds the provider to. On a class, it stands for all of
 * its tests that name no section of their own. Where the API's Javadoc alone has the rule, the section is the one that
 * introduces the interface.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Section {

    /** The section's number, such as {@code "6.2.7"}. */
    String value();
}
