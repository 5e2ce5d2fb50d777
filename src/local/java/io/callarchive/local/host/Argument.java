package io.callarchive.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one parameter of a function method gets its value. */
interface Argument {
    @Nullable
    Object from(Call call);

    /** Only the parameter types that the real worker is known to fill; with others it may never answer. */
    static Argument of(Parameter parameter) {
        BindingName routeParameter = parameter.getAnnotation(BindingName.class);
        if (parameter.getType() == ExecutionContext.class) {
            return Call::context;
        }
        if (routeParameter != null && parameter.getType() == String.class) {
            return call -> call.routeParameters().get(routeParameter.value());
        }
        if (takesPayload(parameter)) {
            return Call::payload;
        }
        throw new UnusableFunction("cannot fill the parameter " + parameter + ": expected a String with @TimerTrigger,"
                + " @QueueTrigger or @BindingName, an HttpRequestMessage<Optional<String>> with @HttpTrigger,"
                + " or an ExecutionContext");
    }

    private static boolean takesPayload(Parameter parameter) {
        if (parameter.isAnnotationPresent(HttpTrigger.class)) {
            return isTextRequest(parameter.getParameterizedType());
        }
        return parameter.getType() == String.class
                && (parameter.isAnnotationPresent(TimerTrigger.class)
                        || parameter.isAnnotationPresent(QueueTrigger.class));
    }

    private static boolean isTextRequest(Type type) {
        return type instanceof ParameterizedType request
                && request.getRawType() == HttpRequestMessage.class
                && request.getActualTypeArguments()[0] instanceof ParameterizedType body
                && body.getRawType() == Optional.class
                && body.getActualTypeArguments()[0] == String.class;
    }
}
