package io.callarchive.cli;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import io.callarchive.lake.ContainerName;
import io.callarchive.lake.StorageAddress;
import io.callarchive.lake.StorageUser;
import io.callarchive.storage.StorageTransport;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The storage account that an argument list names, and who uses it. */
final class Account {
    private record Connection(TokenCredential credential, StorageTransport transport) {}

    private @Nullable Connection connection;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--storage",
            paramLabel = "<uri>",
            converter = ToUri.class,
            description = "blob service of the archive, https://<account>.blob.core.windows.net, for who is signed in"
                    + " as any of Azure's tools; without it the connection string in ARCHIVE_STORAGE")
    private StorageAddress.@Nullable ServiceUri storage;

    @Option(
            names = "--container",
            paramLabel = "<name>",
            converter = ToName.class,
            description = "container of the files (call-logs); that of the digests is <name>-digests")
    private String container = "call-logs";

    static final class ToUri implements ITypeConverter<StorageAddress.ServiceUri> {
        @Override
        public StorageAddress.ServiceUri convert(String text) {
            return StorageAddress.ServiceUri.parse(text);
        }
    }

    static final class ToName implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return ContainerName.parse(text);
        }
    }

    BlobContainerClient files(Callarchive.Surroundings surroundings) {
        return container(container, surroundings);
    }

    BlobContainerClient digests(Callarchive.Surroundings surroundings) {
        return container(ContainerName.ofDigests(container), surroundings);
    }

    /** Who uses the account, for the journal. */
    String who(Callarchive.Surroundings surroundings) {
        return StorageUser.of(address(surroundings), connection().credential());
    }

    private BlobContainerClient container(String name, Callarchive.Surroundings surroundings) {
        return address(surroundings)
                .container(name, connection().credential(), connection().transport());
    }

    /** Made when it is needed, and once: who reads folders needs none. */
    private Connection connection() {
        if (connection == null) {
            connection = new Connection(new DefaultAzureCredentialBuilder().build(), StorageTransport.forWork());
        }
        return connection;
    }

    private StorageAddress address(Callarchive.Surroundings surroundings) {
        return storage == null
                ? Optional.ofNullable(surroundings.environment().get("ARCHIVE_STORAGE"))
                        .<StorageAddress>map(StorageAddress.ConnectionString::new)
                        .orElseThrow(() -> new ParameterException(
                                Objects.requireNonNull(command).commandLine(),
                                "--storage is missing; what is in folders, --files and --digests name"))
                : storage;
    }
}
