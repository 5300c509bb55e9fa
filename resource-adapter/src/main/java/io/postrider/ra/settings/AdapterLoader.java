package io.postrider.ra.settings;

/** Runs with the adapter's class loader what makes objects that outlive the application whose thread it is. */
public final class AdapterLoader {
    private AdapterLoader() {}

    /** What fails with one kind of exception. */
    public interface Call<T, E extends Exception> {
        /** The call. */
        T call() throws E;
    }

    /** What the call gives. */
    public static <T, E extends Exception> T call(Call<T, E> call) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(AdapterLoader.class.getClassLoader());
        try {
            return call.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
