package io.callarchive;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields that a row is known to have: those of Microsoft's documentation, its sample answers and its own model of
 * each row (read 2026-11). Any other is worth a word to the operator, because Graph adds fields without notice.
 */
final class KnownFields {
    private static final int LONGEST_NAME = 64;
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9_@.]");

    private static final Set<String> SMS = Set.of(
            "id",
            "smsId",
            "userId",
            "userPrincipalName",
            "userDisplayName",
            "userCountryCode",
            "tenantCountryCode",
            "sourceNumber",
            "destinationNumber",
            "sentDateTime",
            "callCharge",
            "currency",
            "smsType",
            "destinationContext",
            "destinationName",
            "otherPartyCountryCode",
            "licenseCapability",
            "smsUnits",
            "administrativeUnitInfos");

    private static final Set<String> DIRECT_ROUTING = Set.of(
            "id",
            "correlationId",
            "userId",
            "userPrincipalName",
            "userDisplayName",
            "startDateTime",
            "endDateTime",
            "inviteDateTime",
            "failureDateTime",
            "duration",
            "callType",
            "successfulCall",
            "callerNumber",
            "calleeNumber",
            "mediaPathLocation",
            "signalingLocation",
            "finalSipCode",
            "callEndSubReason",
            "finalSipCodePhrase",
            "trunkFullyQualifiedDomainName",
            "mediaBypassEnabled",
            "userCountryCode",
            "otherPartyCountryCode",
            "transferorCorrelationId",
            "administrativeUnitInfos");

    private static final Set<String> PSTN = Set.of(
            "id",
            "callId",
            "userId",
            "userPrincipalName",
            "userDisplayName",
            "startDateTime",
            "endDateTime",
            "duration",
            "charge",
            "callType",
            "currency",
            "calleeNumber",
            "usageCountryCode",
            "tenantCountryCode",
            "connectionCharge",
            "callerNumber",
            "destinationContext",
            "destinationName",
            "conferenceId",
            "licenseCapability",
            "inventoryType",
            "operator",
            "callDurationSource",
            "userCountryCode",
            "otherPartyCountryCode",
            "administrativeUnitInfos",
            "clientLocalIpV4Address",
            "clientLocalIpV6Address",
            "clientPublicIpV4Address",
            "clientPublicIpV6Address");

    private static final Set<String> BLOCKED_USERS = Set.of(
            "userId",
            "userPrincipalName",
            "userDisplayName",
            "blockDateTime",
            "userTelephoneNumber",
            "userBlockMode",
            "blockReason",
            "remediationId");

    private static final Set<String> DIALOUT = Set.of(
            "userId",
            "userPrincipalName",
            "userDisplayName",
            "usageLocation",
            "destinationContext",
            "currency",
            "totalCalls",
            "totalCallCharge",
            "totalCallSeconds");

    private KnownFields() {}

    static Set<String> of(CallLog log) {
        return switch (log) {
            case SMS -> SMS;
            case DIRECT_ROUTING -> DIRECT_ROUTING;
            case PSTN -> PSTN;
            case BLOCKED_USERS -> BLOCKED_USERS;
            case DIALOUT -> DIALOUT;
        };
    }

    /** A field's name as it may stand in a log line. */
    static String shown(String name) {
        String bounded = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
        return bounded.isEmpty() ? "_" : NOT_IN_A_NAME.matcher(bounded).replaceAll("_");
    }
}
