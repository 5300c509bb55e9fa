package io.postrider.tck.connector.java;

import io.postrider.tck.connector.ServerDirectory;
import java.lang.reflect.Proxy;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.OperationNotSupportedException;
import javax.naming.spi.ObjectFactory;

/** Answers look-ups of {@link ServerDirectory}; JNDI prescribes the class's name. */
public final class javaURLContextFactory implements ObjectFactory {

    @Override
    public Object getObjectInstance(Object object, Name name, Context context, Hashtable<?, ?> environment) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("lookup")) {
                        return ServerDirectory.lookUp(String.valueOf(arguments[0]));
                    }
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    throw new OperationNotSupportedException(method.getName() + ": names are only looked up here");
                });
    }
}
