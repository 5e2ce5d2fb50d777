package io.callarchive.local.host;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A function of the staged app, ready to be called; safe for many threads if the app's class is. */
final class StagedFunction {
    private final String name;
    private final Trigger trigger;
    private final Method method;
    private final List<Argument> arguments;
    private final FunctionInstances instances;

    private StagedFunction(String name, Trigger trigger, Method method, FunctionInstances instances) {
        this.name = name;
        this.trigger = trigger;
        this.method = method;
        this.arguments = Stream.of(method.getParameters()).map(Argument::of).toList();
        this.instances = instances;
    }

    static StagedFunction load(FunctionFile file, Trigger trigger, ClassLoader app, FunctionInstances instances) {
        try {
            Class<?> functionClass = Class.forName(file.className(), true, app);
            return new StagedFunction(file.name(), trigger, onlyMethod(functionClass, file.methodName()), instances);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new UnusableFunction("cannot load " + file.className() + ": " + e, e);
        }
    }

    String name() {
        return name;
    }

    Trigger trigger() {
        return trigger;
    }

    @Nullable
    Object invoke(Call call) throws Throwable {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(method.getDeclaringClass().getClassLoader());
        try {
            Object instance = instances.of(method.getDeclaringClass());
            return method.invoke(
                    instance,
                    arguments.stream().map(argument -> argument.from(call)).toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The worker looks a method up by name alone, so it refuses an overloaded one. */
    private static Method onlyMethod(Class<?> functionClass, String name) {
        List<Method> methods = Stream.of(functionClass.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
        if (methods.size() != 1) {
            throw new UnusableFunction("expected one public method " + name + " in " + functionClass.getName()
                    + " but there are " + methods.size());
        }
        return methods.get(0);
    }
}
