package io.postrider.ra.redeployment;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * A class loader as servers have one for each deployed archive: all of its classes are its own, but for the interfaces of the
 * server. What the archive does not hold, such as Netty, is not there.
 */
final class ArchiveLoader extends URLClassLoader {

    ArchiveLoader() throws MalformedURLException {
        super(classPath(), new ServerInterfaces());
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            File file = new File(entry);
            if (!file.getName().startsWith("netty-")) {
                urls.add(file.toURI().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static final class ServerInterfaces extends ClassLoader {
        private static final ClassLoader SERVER = ArchiveLoader.class.getClassLoader();

        ServerInterfaces() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("jakarta.") || name.startsWith("org.slf4j.")) {
                return SERVER.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
