package io.callarchive.local.host;

import java.util.List;

/**
 * The parent of the app's class loader: the JDK, and of the host's own class path only what the real Java worker
 * shares with an app. Whatever else the app uses, it must have packaged.
 */
final class WorkerClassLoader extends ClassLoader {
    /** The worker has a gson of its own, which hides the app's. */
    private static final List<String> SHARED = List.of("com.microsoft.azure.functions.", "com.google.gson.");

    private final ClassLoader host;

    WorkerClassLoader(ClassLoader host) {
        super("worker", ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (SHARED.stream().noneMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        return host.loadClass(name);
    }
}
