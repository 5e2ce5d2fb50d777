package io.callarchive.local.host;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.util.Iterator;
import java.util.ServiceLoader;

/** Where the function objects come from: the app's injector, or without one a new object per invocation. */
final class FunctionInstances {
    private final FunctionInstanceInjector injector;

    private FunctionInstances(FunctionInstanceInjector injector) {
        this.injector = injector;
    }

    static FunctionInstances of(ClassLoader app) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(app);
        try {
            return new FunctionInstances(injector(app));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    Object of(Class<?> functionClass) throws Exception {
        return injector.getInstance(functionClass);
    }

    private static FunctionInstanceInjector injector(ClassLoader app) {
        Iterator<FunctionInstanceInjector> found =
                ServiceLoader.load(FunctionInstanceInjector.class, app).iterator();
        if (!found.hasNext()) {
            return new NewInstance();
        }
        FunctionInstanceInjector injector = found.next();
        if (found.hasNext()) {
            throw new UnusableFunction("the app registers more than one FunctionInstanceInjector");
        }
        return injector;
    }

    private static final class NewInstance implements FunctionInstanceInjector {
        @Override
        public <T> T getInstance(Class<T> functionClass) throws Exception {
            return functionClass.getConstructor().newInstance();
        }
    }
}
