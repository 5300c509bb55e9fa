package io.postrider.cdi.endpoint;

import io.postrider.cdi.listener.MessageHeader;
import io.postrider.cdi.listener.MessageProperty;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.util.ArrayList;
import java.util.List;

/** What a parameter of a listener method is given. */
interface ListenerParameter {

    /**
     * The argument for a message.
     *
     * @param call what is made for this call alone is destroyed with it
     * @throws JMSException if the message has no such thing, or it cannot be converted
     */
    Object argument(Message message, CreationalContext<?> call) throws JMSException;

    /**
     * What the parameters of a method are given, in order.
     *
     * @throws DefinitionException if a parameter's type does not fit, or there is no such bean; names the method
     */
    static List<ListenerParameter> of(
            List<? extends AnnotatedParameter<?>> parameters, BeanManager beans, String label) {
        List<ListenerParameter> bound = new ArrayList<>();
        boolean messageBound = false;
        for (AnnotatedParameter<?> parameter : parameters) {
            Class<?> type = parameter.getJavaParameter().getType();
            if (parameter.isAnnotationPresent(MessageHeader.class)) {
                bound.add(header(parameter.getAnnotation(MessageHeader.class).value(), type, label));
            } else if (parameter.isAnnotationPresent(MessageProperty.class)) {
                bound.add(
                        property(parameter.getAnnotation(MessageProperty.class).value(), type, label));
            } else if (messageBound) {
                bound.add(new Injected(new ParameterPoint(parameter, beans), beans, label));
            } else {
                messageBound = true;
                bound.add(messageOrBody(type, label));
            }
        }
        return bound;
    }

    private static ListenerParameter messageOrBody(Class<?> type, String label) {
        if (type.isPrimitive()) {
            throw new DefinitionException("listener method " + label + ": no message's body is of type " + type);
        }
        if (!Message.class.isAssignableFrom(type)) {
            return (message, call) -> message.getBody(type);
        }
        return (message, call) -> {
            if (type.isInstance(message)) {
                return message;
            }
            throw new MessageFormatException("the message is no " + type.getSimpleName() + ": " + message);
        };
    }

    private static ListenerParameter header(MessageHeader.Header name, Class<?> type, String label) {
        HeaderValue value = HeaderValue.of(name);
        if (!value.fits(type)) {
            throw new DefinitionException("listener method " + label + ": " + name + " is a "
                    + value.type().getSimpleName() + ", the parameter a " + type.getSimpleName());
        }
        return (message, call) -> value.read(message);
    }

    private static ListenerParameter property(String name, Class<?> type, String label) {
        PropertyValue value = PropertyValue.of(type)
                .orElseThrow(() -> new DefinitionException("listener method " + label + ": no property is of type "
                        + type.getSimpleName() + " (parameter of property " + name + ")"));
        return (message, call) -> value.read(message, name, type.isPrimitive());
    }

    /** A bean, looked at when the application is validated. */
    record Injected(InjectionPoint point, BeanManager beans, String label) implements ListenerParameter {

        /** Throws a {@code DefinitionException} or whatever the container says of it. */
        void validate() {
            beans.validate(point);
        }

        @Override
        public Object argument(Message message, CreationalContext<?> call) {
            return beans.getInjectableReference(point, call);
        }
    }
}
