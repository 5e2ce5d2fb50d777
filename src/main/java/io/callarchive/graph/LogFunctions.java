package io.callarchive.graph;

import com.microsoft.graph.beta.communications.callrecords.microsoftgraphcallrecordsgetdirectroutingcallswithfromdatetimewithtodatetime.MicrosoftGraphCallRecordsGetDirectRoutingCallsWithFromDateTimeWithToDateTimeRequestBuilder;
import com.microsoft.graph.beta.communications.callrecords.microsoftgraphcallrecordsgetpstnblockeduserslogwithfromdatetimewithtodatetime.MicrosoftGraphCallRecordsGetPstnBlockedUsersLogWithFromDateTimeWithToDateTimeRequestBuilder;
import com.microsoft.graph.beta.communications.callrecords.microsoftgraphcallrecordsgetpstncallswithfromdatetimewithtodatetime.MicrosoftGraphCallRecordsGetPstnCallsWithFromDateTimeWithToDateTimeRequestBuilder;
import com.microsoft.graph.beta.communications.callrecords.microsoftgraphcallrecordsgetpstnonlinemeetingdialoutreportwithfromdatetimewithtodatetime.MicrosoftGraphCallRecordsGetPstnOnlineMeetingDialoutReportWithFromDateTimeWithToDateTimeRequestBuilder;
import com.microsoft.graph.beta.communications.callrecords.microsoftgraphcallrecordsgetsmslogwithfromdatetimewithtodatetime.MicrosoftGraphCallRecordsGetSmsLogWithFromDateTimeWithToDateTimeRequestBuilder;
import com.microsoft.kiota.RequestAdapter;
import com.microsoft.kiota.RequestInformation;
import io.callarchive.CallLog;
import io.callarchive.Window;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;

/**
 * The Graph SDK's request builders of the five functions. Only they are named, never the SDK's client: the package
 * keeps what is named, and the client names 110 MB.
 */
final class LogFunctions {
    private LogFunctions() {}

    /** The request for the first page of a log's window. Graph takes UTC only. */
    static RequestInformation firstPage(RequestAdapter adapter, CallLog log, Window window) {
        HashMap<String, Object> path = new HashMap<>();
        path.put("baseurl", adapter.getBaseUrl());
        OffsetDateTime from = window.from().atOffset(ZoneOffset.UTC);
        OffsetDateTime to = window.to().atOffset(ZoneOffset.UTC);
        return switch (log) {
            case SMS ->
                new MicrosoftGraphCallRecordsGetSmsLogWithFromDateTimeWithToDateTimeRequestBuilder(
                                path, adapter, from, to)
                        .toGetRequestInformation();
            case DIRECT_ROUTING ->
                new MicrosoftGraphCallRecordsGetDirectRoutingCallsWithFromDateTimeWithToDateTimeRequestBuilder(
                                path, adapter, from, to)
                        .toGetRequestInformation();
            case PSTN ->
                new MicrosoftGraphCallRecordsGetPstnCallsWithFromDateTimeWithToDateTimeRequestBuilder(
                                path, adapter, from, to)
                        .toGetRequestInformation();
            case BLOCKED_USERS ->
                new MicrosoftGraphCallRecordsGetPstnBlockedUsersLogWithFromDateTimeWithToDateTimeRequestBuilder(
                                path, adapter, from, to)
                        .toGetRequestInformation();
            case DIALOUT ->
                new MicrosoftGraphCallRecordsGetPstnOnlineMeetingDialoutReportWithFromDateTimeWithToDateTimeRequestBuilder(
                                path, adapter, from, to)
                        .toGetRequestInformation();
        };
    }

    /** The request for a page that Graph gave a link to. */
    static RequestInformation followingPage(RequestAdapter adapter, CallLog log, String nextLink) {
        return switch (log) {
            case SMS ->
                new MicrosoftGraphCallRecordsGetSmsLogWithFromDateTimeWithToDateTimeRequestBuilder(nextLink, adapter)
                        .toGetRequestInformation();
            case DIRECT_ROUTING ->
                new MicrosoftGraphCallRecordsGetDirectRoutingCallsWithFromDateTimeWithToDateTimeRequestBuilder(
                                nextLink, adapter)
                        .toGetRequestInformation();
            case PSTN ->
                new MicrosoftGraphCallRecordsGetPstnCallsWithFromDateTimeWithToDateTimeRequestBuilder(nextLink, adapter)
                        .toGetRequestInformation();
            case BLOCKED_USERS ->
                new MicrosoftGraphCallRecordsGetPstnBlockedUsersLogWithFromDateTimeWithToDateTimeRequestBuilder(
                                nextLink, adapter)
                        .toGetRequestInformation();
            case DIALOUT ->
                new MicrosoftGraphCallRecordsGetPstnOnlineMeetingDialoutReportWithFromDateTimeWithToDateTimeRequestBuilder(
                                nextLink, adapter)
                        .toGetRequestInformation();
        };
    }
}
