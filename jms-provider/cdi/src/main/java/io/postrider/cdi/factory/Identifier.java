package io.postrider.cdi.factory;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells connection factories apart that are beans: {@code @Inject @Identifier("orders") ConnectionFactory factory}. The
 * factory is either a bean that the application produces with this qualifier, or configured by
 * {@code postrider.factory.orders.url}. SmallRye's qualifier of the same name means the same here.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD, FIELD, PARAMETER})
public @interface Identifier {

    /** The factory's name; not blank. */
    String value();

    /** The qualifier as a value, to look a factory up with. */
    final class Literal extends AnnotationLiteral<Identifier> implements Identifier {
        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /** The qualifier with this name. */
        public static Literal of(String value) {
            return new Literal(value);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
