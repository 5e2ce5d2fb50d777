package io.callarchive.storage;

import io.callarchive.Problem;
import io.callarchive.StorageFault;
import io.callarchive.text.ForeignText;
import java.util.Map;
import java.util.Set;

/**
 * A storage service's no.
 *
 * @param code the service's error code
 */
public record StorageRefusal(int status, String code) {
    /** Whoever may change it, time does not. */
    private static final Set<String> LASTING = Set.of(
            "BlobImmutableDueToPolicy", "BlobArchived", "BlobBeingRehydrated", "MetadataTooLarge", "InvalidMetadata");

    private static final Map<String, String> WHAT_TO_DO = Map.ofEntries(
            Map.entry(
                    "LeaseIdMissing",
                    "somebody holds a lease on the day's blob, a backup tool or a person in the portal; end it there"),
            Map.entry("LeaseAlreadyPresent", "somebody holds a lease on the blob; end it there"),
            Map.entry(
                    "AuthorizationPermissionMismatch",
                    "the identity lacks the role Storage Blob Data Contributor, or Storage Queue Data Contributor for a"
                            + " queue; a new assignment takes some minutes"),
            Map.entry(
                    "AuthorizationFailure",
                    "the account's network rules do not let the app in, or the identity has no right to it"),
            Map.entry("AuthenticationFailed", "the account does not accept the identity's token or the key"),
            Map.entry("KeyBasedAuthenticationNotPermitted", "the account takes no key; name it by its service URI"),
            Map.entry("ContainerNotFound", "the container is not there; deploy the infrastructure or create it"),
            Map.entry("QueueNotFound", "the queue is not there; deploy the infrastructure or create it"),
            Map.entry(
                    "ContainerBeingDeleted",
                    "somebody is deleting the container; it can be created again when that has ended"),
            Map.entry("QueueBeingDeleted", "somebody is deleting the queue; it can be created again in a while"),
            Map.entry("ContainerDisabled", "the container was disabled by its administrator"),
            Map.entry("BlobArchived", "the file is in the archive tier; rehydrate it to Hot or Cool"),
            Map.entry("BlobBeingRehydrated", "the file is on its way out of the archive tier; it takes up to 15 hours"),
            Map.entry(
                    "BlobImmutableDueToPolicy",
                    "an immutability policy or a legal hold protects the file; it stays as it is until that ends"),
            Map.entry("MetadataTooLarge", "the file's metadata is full; remove what is not Callarchive's"),
            Map.entry("ServerBusy", "the account is busy; asked again later"),
            Map.entry("OperationTimedOut", "the account took too long; asked again later"),
            Map.entry("InternalError", "a fault of the storage service; asked again later"),
            Map.entry("AccountIsDisabled", "the storage account is disabled; look at the subscription"),
            Map.entry("AccountBeingCreated", "the storage account is being created"),
            Map.entry(
                    "InsufficientAccountPermissions",
                    "the account allows no such operation for this caller; look at its settings and the token's rights"),
            Map.entry("AccountRequiresHttps", "the account takes https only"));

    StorageFault fault(Throwable cause) {
        String words = WHAT_TO_DO.getOrDefault(code, "the storage service refused the call");
        return new StorageFault(
                new Problem(status, ForeignText.cleanCode(code), words, ""), !LASTING.contains(code), cause);
    }

    /** The codes that this text says what to do for. */
    public static Set<String> knownCodes() {
        return WHAT_TO_DO.keySet();
    }
}
