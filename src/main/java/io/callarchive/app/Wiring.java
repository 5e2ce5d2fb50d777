package io.callarchive.app;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hands the function objects to the Functions worker, which would otherwise make a new one for each invocation.
 *
 * <p>The worker never answers the host when this constructor throws or when an {@code Error} leaves
 * {@link #getInstance}: so the constructor does nothing, everything is built at first use and kept only once it
 * succeeded, and whatever goes wrong leaves as an exception, which fails the invocation with its message.
 */
public final class Wiring implements FunctionInstanceInjector {
    private final Map<Class<?>, Object> functions = new ConcurrentHashMap<>();
    private @Nullable Services services;

    @Override
    public <T> T getInstance(Class<T> functionClass) throws Exception {
        try {
            return functionClass.cast(functions.computeIfAbsent(functionClass, services()::function));
        } catch (SettingsError e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Callarchive cannot start: " + e, e);
        }
    }

    private synchronized Services services() {
        if (services == null) {
            Map<String, String> environment = System.getenv();
            Settings settings = SettingsReader.read(environment);
            services = new Services(
                    settings,
                    credential(settings, environment),
                    Clock.systemUTC(),
                    UUID::randomUUID,
                    version(),
                    commit());
        }
        return services;
    }

    /** In Azure the managed identity and nothing else; on a developer's machine whatever is signed in there. */
    private static TokenCredential credential(Settings settings, Map<String, String> environment) {
        boolean managed =
                environment.containsKey("IDENTITY_ENDPOINT") || environment.containsKey("WEBSITE_INSTANCE_ID");
        return managed
                ? IdentityClient.bounded(new ManagedIdentityCredentialBuilder())
                        .clientId(settings.clientId().orElse(null))
                        .build()
                : new DefaultAzureCredentialBuilder().build();
    }

    private static String version() {
        return Optional.ofNullable(Wiring.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** Of the source that the package was built from; it says so in its manifest, if it knows. */
    private static Optional<String> commit() {
        return PackageManifest.commit(Wiring.class);
    }
}
