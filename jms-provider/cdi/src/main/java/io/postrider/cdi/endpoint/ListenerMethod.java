package io.postrider.cdi.endpoint;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/** A method of a bean that takes messages. Safe for any thread. */
final class ListenerMethod {
    private final Bean<?> bean;
    private final BeanManager beans;
    private final Method method;
    private final String label;
    private final List<ListenerParameter> parameters;

    /**
     * Binds the method's parameters.
     *
     * @throws DefinitionException if one does not fit, or the method cannot be called on the bean
     */
    ListenerMethod(AnnotatedMethod<?> annotated, Bean<?> bean, BeanManager beans) {
        this.bean = bean;
        this.beans = beans;
        method = annotated.getJavaMember();
        label = DefinitionReader.label(annotated);
        if (!bean.getTypes().contains(bean.getBeanClass())) {
            throw new DefinitionException("listener method " + label + ": its class is none of the bean's types");
        }
        parameters = ListenerParameter.of(annotated.getParameters(), beans, label);
        method.setAccessible(true);
    }

    /**
     * Looks whether there are the beans that are to be injected.
     *
     * @throws DefinitionException if there are not; names the method
     */
    void validate() {
        for (ListenerParameter parameter : parameters) {
            if (parameter instanceof ListenerParameter.Injected injected) {
                try {
                    injected.validate();
                } catch (RuntimeException e) {
                    throw new DefinitionException("listener method " + label + ": " + e.getMessage(), e);
                }
            }
        }
    }

    /**
     * Calls it with a message, as a request.
     *
     * @throws ListenerFailedException if it throws anything, or the message does not fit
     */
    void call(Message message) {
        Instance<RequestContextController> controllers = beans.createInstance().select(RequestContextController.class);
        RequestContextController request = controllers.get();
        boolean activated = request.activate();
        try {
            callInRequest(message);
        } finally {
            if (activated) {
                request.deactivate();
            }
            controllers.destroy(request);
        }
    }

    private void callInRequest(Message message) {
        CreationalContext<?> call = beans.createCreationalContext(null);
        try {
            Object[] arguments = new Object[parameters.size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = parameters.get(i).argument(message, call);
            }
            method.invoke(beans.getReference(bean, bean.getBeanClass(), call), arguments);
        } catch (InvocationTargetException e) {
            throw new ListenerFailedException(label, e.getCause());
        } catch (JMSException | IllegalAccessException | RuntimeException e) {
            throw new ListenerFailedException(label, e);
        } finally {
            call.release();
        }
    }
}
