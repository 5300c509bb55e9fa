package io.postrider.spring;

/** Where the broker of an application runs. */
public enum PostriderMode {
    /** In this VM: it starts and stops with the application. */
    EMBEDDED,
    /** Elsewhere: the application connects to it. */
    NATIVE
}
