-- The files of Callarchive as typed views for DuckDB 1.4.
-- Generated from the schema of each log by: mvn test -Dtest=ViewFileTest -Dviews.write
--
-- First say where the files are; on Azure, which was not tried, with the extension azure and a secret of its own:
-- SET VARIABLE call_logs = 'target/local/call-logs';
-- SET VARIABLE call_logs = 'az://<account>.blob.core.windows.net/call-logs';
--
-- A filter on log and date leaves the other files unread.
-- Times are TIMESTAMP_NS, which keeps all seven digits. Lists are lists of structs.
-- DuckDB does not take half of a surrogate pair ("\ud83d", half an emoji) for JSON. A row with one is there, with
-- its line, but all its columns are NULL; SELECT * FROM call_log_lines WHERE NOT json_valid(line) finds it.
-- So what reads the line itself is best written TRY(line->>'$.newField').
-- Times are UTC. 0001-01-01 is NULL.
-- An amount is exact or NULL: it may have 20 digits before the point and 18 after, and is never rounded.
-- The line is the row as Graph sent it: fields that Graph has added since are there, and whatever did not
-- fit the type of its column. The views named _distinct keep one of the lines of a day that are the same, and
-- of the versions of one row, which share its id but not its content, one: no engine here tells the order of
-- lines, and no row the time of its change, so it is the one with the highest amount, or else the greatest text.
-- An id that is empty, all zeros, a word for nothing or shared by more than 5 different rows of a day is none.

CREATE OR REPLACE VIEW call_log_lines AS
SELECT log, date, line
FROM read_csv(
  getvariable('call_logs') || '/log=*/date=*/*.json.gz',
  auto_detect = false, header = false, columns = {'line': 'VARCHAR'}, new_line = '\n',
  delim = chr(1), quote = '', escape = '', comment = '',
  max_line_size = 16777216, buffer_size = 33554432,
  hive_partitioning = true,
  hive_types = {'log': VARCHAR, 'date': DATE});

CREATE OR REPLACE MACRO call_log_time(text) AS
  CASE WHEN text NOT LIKE '0001-01-01%' THEN TRY_CAST(text AS TIMESTAMP_NS) END;

-- JSON numbers become doubles in DuckDB, hence the text; the double tells it from a number further inside.
CREATE OR REPLACE MACRO call_log_amount(line, name, inexact) AS
  TRY_CAST(list_filter(
    regexp_extract_all(line, '"' || name || '"\s*:\s*(-?\d{1,20}(?:\.\d{1,18})?)\s*[,}]', 1),
    lambda digits: digits::DOUBLE = inexact)[1] AS DECIMAL(38, 18));

-- microsoft.graph.callRecords.smsLogRow
CREATE OR REPLACE VIEW sms AS
SELECT
  log,
  "date",
  fields."id" AS "id", -- Identifies the row; some rows lack it.
  fields."smsId" AS "smsId", -- The message; its parts share one.
  fields."userId" AS "userId", -- The user in Microsoft Entra ID; empty for bots.
  fields."userPrincipalName" AS "userPrincipalName", -- The user's sign-in name.
  fields."userDisplayName" AS "userDisplayName", -- The user's name as shown.
  fields."userCountryCode" AS "userCountryCode", -- The user's country, ISO 3166-1 alpha-2.
  fields."tenantCountryCode" AS "tenantCountryCode", -- The tenant's country, ISO 3166-1 alpha-2.
  fields."sourceNumber" AS "sourceNumber", -- The sender, E.164; the last digits of a foreign number may be asterisks.
  fields."destinationNumber" AS "destinationNumber", -- The receiver, E.164; the last digits of a foreign number may be asterisks.
  call_log_time(fields."sentDateTime") AS "sentDateTime", -- When the message was sent; decides the row's day.
  call_log_amount(line, 'callCharge', fields."callCharge") AS "callCharge", -- What the message costs, in the row's currency.
  fields."currency" AS "currency", -- The currency of the charge, ISO 4217.
  fields."smsType" AS "smsType", -- The direction and kind of the message.
  fields."destinationContext" AS "destinationContext", -- Domestic or International, seen from the user's location.
  fields."destinationName" AS "destinationName", -- The country or region of the receiver's number.
  fields."otherPartyCountryCode" AS "otherPartyCountryCode", -- The country of the other party, ISO 3166-1 alpha-2.
  fields."licenseCapability" AS "licenseCapability", -- The license that was used.
  fields."smsUnits" AS "smsUnits", -- How many units were sent or received.
  fields."administrativeUnitInfos" AS "administrativeUnitInfos", -- The administrative units that the user belongs to.
  line
FROM (SELECT *, json_transform(TRY_CAST(line AS JSON), '{"id":"VARCHAR","smsId":"VARCHAR","userId":"VARCHAR","userPrincipalName":"VARCHAR","userDisplayName":"VARCHAR","userCountryCode":"VARCHAR","tenantCountryCode":"VARCHAR","sourceNumber":"VARCHAR","destinationNumber":"VARCHAR","sentDateTime":"VARCHAR","callCharge":"DOUBLE","currency":"VARCHAR","smsType":"VARCHAR","destinationContext":"VARCHAR","destinationName":"VARCHAR","otherPartyCountryCode":"VARCHAR","licenseCapability":"VARCHAR","smsUnits":"BIGINT","administrativeUnitInfos":[{"id":"VARCHAR"}]}') AS fields FROM call_log_lines WHERE log = 'sms');

CREATE OR REPLACE VIEW sms_distinct AS
SELECT log, "date", "id", "smsId", "userId", "userPrincipalName", "userDisplayName", "userCountryCode", "tenantCountryCode", "sourceNumber", "destinationNumber", "sentDateTime", "callCharge", "currency", "smsType", "destinationContext", "destinationName", "otherPartyCountryCode", "licenseCapability", "smsUnits", "administrativeUnitInfos", line
FROM (
  SELECT *,
    ROW_NUMBER() OVER (PARTITION BY "date", "id" ORDER BY "callCharge" DESC, line DESC) AS version,
    COUNT(*) OVER (PARTITION BY "date", "id") AS versions
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY "date", line ORDER BY line) AS copy FROM sms
  ) AS copies
  WHERE copy = 1
) AS rows_of_log
WHERE version = 1 OR versions > 5 OR "id" IS NULL OR LOWER(regexp_replace("id", '[-0{}\s]', '', 'g')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.directRoutingLogRow
CREATE OR REPLACE VIEW direct_routing AS
SELECT
  log,
  "date",
  fields."id" AS "id", -- Identifies the row; some rows lack it.
  fields."correlationId" AS "correlationId", -- The call, for Microsoft's support; its legs share one.
  fields."userId" AS "userId", -- The user in Microsoft Entra ID; empty for bots.
  fields."userPrincipalName" AS "userPrincipalName", -- The user's sign-in name.
  fields."userDisplayName" AS "userDisplayName", -- The user's name as shown.
  call_log_time(fields."startDateTime") AS "startDateTime", -- When the call started, or its invite or failure if it never did; decides the row's day.
  call_log_time(fields."endDateTime") AS "endDateTime", -- When a call that was established ended.
  call_log_time(fields."inviteDateTime") AS "inviteDateTime", -- When the first invite was sent.
  call_log_time(fields."failureDateTime") AS "failureDateTime", -- When a call that was not established failed; none for any other.
  fields."duration" AS "duration", -- How long the call lasted, in seconds.
  fields."callType" AS "callType", -- The kind and direction of the call.
  fields."successfulCall" AS "successfulCall", -- Whether the call was established.
  fields."callerNumber" AS "callerNumber", -- The caller, E.164, perhaps with additions.
  fields."calleeNumber" AS "calleeNumber", -- The callee, E.164, perhaps with additions.
  fields."mediaPathLocation" AS "mediaPathLocation", -- The datacenter of the media path, unless media bypasses it.
  fields."signalingLocation" AS "signalingLocation", -- The datacenter of the signaling.
  fields."finalSipCode" AS "finalSipCode", -- The SIP code that the call ended with, RFC 3261.
  fields."callEndSubReason" AS "callEndSubReason", -- Microsoft's own code of how the call ended.
  fields."finalSipCodePhrase" AS "finalSipCodePhrase", -- Both codes in words.
  fields."trunkFullyQualifiedDomainName" AS "trunkFullyQualifiedDomainName", -- The session border controller.
  fields."mediaBypassEnabled" AS "mediaBypassEnabled", -- Whether the trunk lets media bypass Microsoft.
  fields."userCountryCode" AS "userCountryCode", -- The user's country, ISO 3166-1 alpha-2.
  fields."otherPartyCountryCode" AS "otherPartyCountryCode", -- The country of the other party, ISO 3166-1 alpha-2.
  fields."transferorCorrelationId" AS "transferorCorrelationId", -- The call that this one was transferred from.
  fields."administrativeUnitInfos" AS "administrativeUnitInfos", -- The administrative units that the user belongs to.
  line
FROM (SELECT *, json_transform(TRY_CAST(line AS JSON), '{"id":"VARCHAR","correlationId":"VARCHAR","userId":"VARCHAR","userPrincipalName":"VARCHAR","userDisplayName":"VARCHAR","startDateTime":"VARCHAR","endDateTime":"VARCHAR","inviteDateTime":"VARCHAR","failureDateTime":"VARCHAR","duration":"BIGINT","callType":"VARCHAR","successfulCall":"BOOLEAN","callerNumber":"VARCHAR","calleeNumber":"VARCHAR","mediaPathLocation":"VARCHAR","signalingLocation":"VARCHAR","finalSipCode":"BIGINT","callEndSubReason":"BIGINT","finalSipCodePhrase":"VARCHAR","trunkFullyQualifiedDomainName":"VARCHAR","mediaBypassEnabled":"BOOLEAN","userCountryCode":"VARCHAR","otherPartyCountryCode":"VARCHAR","transferorCorrelationId":"VARCHAR","administrativeUnitInfos":[{"id":"VARCHAR"}]}') AS fields FROM call_log_lines WHERE log = 'direct-routing');

CREATE OR REPLACE VIEW direct_routing_distinct AS
SELECT log, "date", "id", "correlationId", "userId", "userPrincipalName", "userDisplayName", "startDateTime", "endDateTime", "inviteDateTime", "failureDateTime", "duration", "callType", "successfulCall", "callerNumber", "calleeNumber", "mediaPathLocation", "signalingLocation", "finalSipCode", "callEndSubReason", "finalSipCodePhrase", "trunkFullyQualifiedDomainName", "mediaBypassEnabled", "userCountryCode", "otherPartyCountryCode", "transferorCorrelationId", "administrativeUnitInfos", line
FROM (
  SELECT *,
    ROW_NUMBER() OVER (PARTITION BY "date", "id" ORDER BY line DESC) AS version,
    COUNT(*) OVER (PARTITION BY "date", "id") AS versions
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY "date", line ORDER BY line) AS copy FROM direct_routing
  ) AS copies
  WHERE copy = 1
) AS rows_of_log
WHERE version = 1 OR versions > 5 OR "id" IS NULL OR LOWER(regexp_replace("id", '[-0{}\s]', '', 'g')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.pstnCallLogRow
CREATE OR REPLACE VIEW pstn AS
SELECT
  log,
  "date",
  fields."id" AS "id", -- Identifies the row; some rows lack it.
  fields."callId" AS "callId", -- The call; rows may share one.
  fields."userId" AS "userId", -- The user in Microsoft Entra ID; empty for bots.
  fields."userPrincipalName" AS "userPrincipalName", -- The user's sign-in name.
  fields."userDisplayName" AS "userDisplayName", -- The user's name as shown.
  call_log_time(fields."startDateTime") AS "startDateTime", -- When the call started; decides the row's day.
  call_log_time(fields."endDateTime") AS "endDateTime", -- When the call ended.
  fields."duration" AS "duration", -- How long the call was connected, in seconds.
  call_log_amount(line, 'charge', fields."charge") AS "charge", -- What the call costs, in the row's currency.
  fields."callType" AS "callType", -- The direction of the call and who or what took part.
  fields."currency" AS "currency", -- The currency of the charges, ISO 4217.
  fields."calleeNumber" AS "calleeNumber", -- The callee, E.164.
  fields."usageCountryCode" AS "usageCountryCode", -- The country that the call is counted for, ISO 3166-1 alpha-2.
  fields."tenantCountryCode" AS "tenantCountryCode", -- The tenant's country, ISO 3166-1 alpha-2.
  call_log_amount(line, 'connectionCharge', fields."connectionCharge") AS "connectionCharge", -- The fee for the connection, in the row's currency.
  fields."callerNumber" AS "callerNumber", -- The caller, E.164.
  fields."destinationContext" AS "destinationContext", -- Domestic or International, seen from the user's location.
  fields."destinationName" AS "destinationName", -- The country or region that was called.
  fields."conferenceId" AS "conferenceId", -- The audio conference.
  fields."licenseCapability" AS "licenseCapability", -- The license that was used.
  fields."inventoryType" AS "inventoryType", -- The kind of the user's number.
  fields."operator" AS "operator", -- Who carried the call: Microsoft, or an operator of Operator Connect.
  fields."callDurationSource" AS "callDurationSource", -- Who measured the duration: microsoft or operator.
  fields."userCountryCode" AS "userCountryCode", -- The user's country, ISO 3166-1 alpha-2.
  fields."otherPartyCountryCode" AS "otherPartyCountryCode", -- The country of the other party, ISO 3166-1 alpha-2.
  fields."administrativeUnitInfos" AS "administrativeUnitInfos", -- The administrative units that the user belongs to.
  fields."clientLocalIpV4Address" AS "clientLocalIpV4Address", -- The client's own address, IPv4.
  fields."clientLocalIpV6Address" AS "clientLocalIpV6Address", -- The client's own address, IPv6.
  fields."clientPublicIpV4Address" AS "clientPublicIpV4Address", -- The client's address as Microsoft sees it, IPv4.
  fields."clientPublicIpV6Address" AS "clientPublicIpV6Address", -- The client's address as Microsoft sees it, IPv6.
  line
FROM (SELECT *, json_transform(TRY_CAST(line AS JSON), '{"id":"VARCHAR","callId":"VARCHAR","userId":"VARCHAR","userPrincipalName":"VARCHAR","userDisplayName":"VARCHAR","startDateTime":"VARCHAR","endDateTime":"VARCHAR","duration":"BIGINT","charge":"DOUBLE","callType":"VARCHAR","currency":"VARCHAR","calleeNumber":"VARCHAR","usageCountryCode":"VARCHAR","tenantCountryCode":"VARCHAR","connectionCharge":"DOUBLE","callerNumber":"VARCHAR","destinationContext":"VARCHAR","destinationName":"VARCHAR","conferenceId":"VARCHAR","licenseCapability":"VARCHAR","inventoryType":"VARCHAR","operator":"VARCHAR","callDurationSource":"VARCHAR","userCountryCode":"VARCHAR","otherPartyCountryCode":"VARCHAR","administrativeUnitInfos":[{"id":"VARCHAR"}],"clientLocalIpV4Address":"VARCHAR","clientLocalIpV6Address":"VARCHAR","clientPublicIpV4Address":"VARCHAR","clientPublicIpV6Address":"VARCHAR"}') AS fields FROM call_log_lines WHERE log = 'pstn');

CREATE OR REPLACE VIEW pstn_distinct AS
SELECT log, "date", "id", "callId", "userId", "userPrincipalName", "userDisplayName", "startDateTime", "endDateTime", "duration", "charge", "callType", "currency", "calleeNumber", "usageCountryCode", "tenantCountryCode", "connectionCharge", "callerNumber", "destinationContext", "destinationName", "conferenceId", "licenseCapability", "inventoryType", "operator", "callDurationSource", "userCountryCode", "otherPartyCountryCode", "administrativeUnitInfos", "clientLocalIpV4Address", "clientLocalIpV6Address", "clientPublicIpV4Address", "clientPublicIpV6Address", line
FROM (
  SELECT *,
    ROW_NUMBER() OVER (PARTITION BY "date", "id" ORDER BY "charge" DESC, "connectionCharge" DESC, line DESC) AS version,
    COUNT(*) OVER (PARTITION BY "date", "id") AS versions
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY "date", line ORDER BY line) AS copy FROM pstn
  ) AS copies
  WHERE copy = 1
) AS rows_of_log
WHERE version = 1 OR versions > 5 OR "id" IS NULL OR LOWER(regexp_replace("id", '[-0{}\s]', '', 'g')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.pstnBlockedUsersLogRow
CREATE OR REPLACE VIEW blocked_users AS
SELECT
  log,
  "date",
  fields."userId" AS "userId", -- The user in Microsoft Entra ID; empty for bots.
  fields."userPrincipalName" AS "userPrincipalName", -- The user's sign-in name.
  fields."userDisplayName" AS "userDisplayName", -- The user's name as shown.
  call_log_time(fields."blockDateTime") AS "blockDateTime", -- When the user was blocked or unblocked; decides the row's day.
  fields."userTelephoneNumber" AS "userTelephoneNumber", -- The user's number, E.164.
  fields."userBlockMode" AS "userBlockMode", -- Whether the user was blocked or unblocked.
  fields."blockReason" AS "blockReason", -- Why.
  fields."remediationId" AS "remediationId", -- The act of blocking or unblocking.
  line
FROM (SELECT *, json_transform(TRY_CAST(line AS JSON), '{"userId":"VARCHAR","userPrincipalName":"VARCHAR","userDisplayName":"VARCHAR","blockDateTime":"VARCHAR","userTelephoneNumber":"VARCHAR","userBlockMode":"VARCHAR","blockReason":"VARCHAR","remediationId":"VARCHAR"}') AS fields FROM call_log_lines WHERE log = 'blocked-users');

CREATE OR REPLACE VIEW blocked_users_distinct AS
SELECT log, "date", "userId", "userPrincipalName", "userDisplayName", "blockDateTime", "userTelephoneNumber", "userBlockMode", "blockReason", "remediationId", line
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY "date", line ORDER BY line) AS copy FROM blocked_users
) AS copies
WHERE copy = 1;

-- microsoft.graph.callRecords.pstnOnlineMeetingDialoutReport
CREATE OR REPLACE VIEW dialout AS
SELECT
  log,
  "date",
  fields."userId" AS "userId", -- The user in Microsoft Entra ID; empty for bots.
  fields."userPrincipalName" AS "userPrincipalName", -- The user's sign-in name.
  fields."userDisplayName" AS "userDisplayName", -- The user's name as shown.
  fields."usageLocation" AS "usageLocation", -- The user's country, ISO 3166-1 alpha-2.
  fields."destinationContext" AS "destinationContext", -- Domestic or International, seen from the user's location.
  fields."currency" AS "currency", -- The currency of the charges, ISO 4217.
  fields."totalCalls" AS "totalCalls", -- How many calls meetings made, summed over the day.
  call_log_amount(line, 'totalCallCharge', fields."totalCallCharge") AS "totalCallCharge", -- What they cost with all fees, in the row's currency.
  fields."totalCallSeconds" AS "totalCallSeconds", -- How long they lasted together, in seconds.
  line
FROM (SELECT *, json_transform(TRY_CAST(line AS JSON), '{"userId":"VARCHAR","userPrincipalName":"VARCHAR","userDisplayName":"VARCHAR","usageLocation":"VARCHAR","destinationContext":"VARCHAR","currency":"VARCHAR","totalCalls":"BIGINT","totalCallCharge":"DOUBLE","totalCallSeconds":"BIGINT"}') AS fields FROM call_log_lines WHERE log = 'dialout');

CREATE OR REPLACE VIEW dialout_distinct AS
SELECT log, "date", "userId", "userPrincipalName", "userDisplayName", "usageLocation", "destinationContext", "currency", "totalCalls", "totalCallCharge", "totalCallSeconds", line
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY "date", line ORDER BY line) AS copy FROM dialout
) AS copies
WHERE copy = 1;
