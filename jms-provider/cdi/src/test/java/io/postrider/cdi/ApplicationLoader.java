package io.postrider.cdi;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * An application's class loader, for which OpenWebBeans permits one container. Narayana's own extension is not found by it: its beans are
 * of a transaction manager in JNDI, which these tests have not.
 */
final class ApplicationLoader extends ClassLoader {

    ApplicationLoader(ClassLoader parent) {
        super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = Collections.list(super.getResources(name));
        all.removeIf(url -> url.getPath().contains("narayana"));
        return Collections.enumeration(all);
    }
}
