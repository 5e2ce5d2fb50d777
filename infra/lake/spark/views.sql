-- The files of Callarchive as typed views for Spark SQL 3.5.
-- Generated from the schema of each log by: mvn test -Dtest=ViewFileTest -Dviews.write
--
-- For Databricks and Fabric notebooks too, where they were not tried. First say where the files are; the
-- account has a flat namespace, unless LAKE_HIERARCHICAL_NAMESPACE was set, and then it is the second:
-- SET call_logs = wasbs://call-logs@<account>.blob.core.windows.net;
-- SET call_logs = abfss://call-logs@<account>.dfs.core.windows.net;
-- The list of files is made when call_log_lines is created: run this again, or REFRESH TABLE, for new days.
--
-- A filter on log and date leaves the other files unread.
-- Times are TIMESTAMP_NTZ, so that they are UTC in whatever zone the session is. Spark keeps six digits of
-- a second: the seventh is cut off, and stands in the line. Lists are arrays of structs.
-- Times are UTC. 0001-01-01 is NULL.
-- An amount is exact or NULL: it may have 20 digits before the point and 18 after, and is never rounded.
-- The line is the row as Graph sent it: fields that Graph has added since are there, and whatever did not
-- fit the type of its column. The views named _distinct keep one of the lines of a day that are the same, and
-- of the versions of one row, which share its id but not its content, one: no engine here tells the order of
-- lines, and no row the time of its change, so it is the one with the highest amount, or else the greatest text.
-- An id that is empty, all zeros, a word for nothing or shared by more than 5 different rows of a day is none.

CREATE OR REPLACE TEMPORARY VIEW call_log_lines (line STRING, log STRING, date DATE)
USING text OPTIONS (path '${call_logs}');

-- microsoft.graph.callRecords.smsLogRow
CREATE OR REPLACE TEMPORARY VIEW sms AS
SELECT
  log,
  `date`,
  fields.`id` AS `id`, -- Identifies the row; some rows lack it.
  fields.`smsId` AS `smsId`, -- The message; its parts share one.
  fields.`userId` AS `userId`, -- The user in Microsoft Entra ID; empty for bots.
  fields.`userPrincipalName` AS `userPrincipalName`, -- The user's sign-in name.
  fields.`userDisplayName` AS `userDisplayName`, -- The user's name as shown.
  fields.`userCountryCode` AS `userCountryCode`, -- The user's country, ISO 3166-1 alpha-2.
  fields.`tenantCountryCode` AS `tenantCountryCode`, -- The tenant's country, ISO 3166-1 alpha-2.
  fields.`sourceNumber` AS `sourceNumber`, -- The sender, E.164; the last digits of a foreign number may be asterisks.
  fields.`destinationNumber` AS `destinationNumber`, -- The receiver, E.164; the last digits of a foreign number may be asterisks.
  CASE WHEN fields.`sentDateTime` LIKE '%Z' AND fields.`sentDateTime` NOT LIKE '0001-01-01%' THEN TRY_CAST(fields.`sentDateTime` AS TIMESTAMP_NTZ) END AS `sentDateTime`, -- When the message was sent; decides the row's day.
  CASE WHEN NOT line RLIKE r'"callCharge"\s*:\s*-?\d+(\.\d{19}|\.?\d*[eE])' THEN fields.`callCharge` END AS `callCharge`, -- What the message costs, in the row's currency.
  fields.`currency` AS `currency`, -- The currency of the charge, ISO 4217.
  fields.`smsType` AS `smsType`, -- The direction and kind of the message.
  fields.`destinationContext` AS `destinationContext`, -- Domestic or International, seen from the user's location.
  fields.`destinationName` AS `destinationName`, -- The country or region of the receiver's number.
  fields.`otherPartyCountryCode` AS `otherPartyCountryCode`, -- The country of the other party, ISO 3166-1 alpha-2.
  fields.`licenseCapability` AS `licenseCapability`, -- The license that was used.
  fields.`smsUnits` AS `smsUnits`, -- How many units were sent or received.
  fields.`administrativeUnitInfos` AS `administrativeUnitInfos`, -- The administrative units that the user belongs to.
  line
FROM (SELECT *, from_json(line, 'id STRING, smsId STRING, userId STRING, userPrincipalName STRING, userDisplayName STRING, userCountryCode STRING, tenantCountryCode STRING, sourceNumber STRING, destinationNumber STRING, sentDateTime STRING, callCharge DECIMAL(38, 18), currency STRING, smsType STRING, destinationContext STRING, destinationName STRING, otherPartyCountryCode STRING, licenseCapability STRING, smsUnits BIGINT, administrativeUnitInfos ARRAY<STRUCT<id: STRING>>') AS fields FROM call_log_lines WHERE log = 'sms');

CREATE OR REPLACE TEMPORARY VIEW sms_distinct AS
SELECT log, `date`, `id`, `smsId`, `userId`, `userPrincipalName`, `userDisplayName`, `userCountryCode`, `tenantCountryCode`, `sourceNumber`, `destinationNumber`, `sentDateTime`, `callCharge`, `currency`, `smsType`, `destinationContext`, `destinationName`, `otherPartyCountryCode`, `licenseCapability`, `smsUnits`, `administrativeUnitInfos`, line
FROM (
  SELECT *,
    ROW_NUMBER() OVER (PARTITION BY `date`, `id` ORDER BY `callCharge` DESC, line DESC) AS version,
    COUNT(*) OVER (PARTITION BY `date`, `id`) AS versions
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY `date`, line ORDER BY line) AS copy FROM sms
  ) AS copies
  WHERE copy = 1
) AS rows_of_log
WHERE version = 1 OR versions > 5 OR `id` IS NULL OR LOWER(regexp_replace(`id`, r'[-0{}\s]', '')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.directRoutingLogRow
CREATE OR REPLACE TEMPORARY VIEW direct_routing AS
SELECT
  log,
  `date`,
  fields.`id` AS `id`, -- Identifies the row; some rows lack it.
  fields.`correlationId` AS `correlationId`, -- The call, for Microsoft's support; its legs share one.
  fields.`userId` AS `userId`, -- The user in Microsoft Entra ID; empty for bots.
  fields.`userPrincipalName` AS `userPrincipalName`, -- The user's sign-in name.
  fields.`userDisplayName` AS `userDisplayName`, -- The user's name as shown.
  CASE WHEN fields.`startDateTime` LIKE '%Z' AND fields.`startDateTime` NOT LIKE '0001-01-01%' THEN TRY_CAST(fields.`startDateTime` AS TIMESTAMP_NTZ) END AS `startDateTime`, -- When the call started, or its invite or failure if it never did; decides the row's day.
  CASE WHEN fields.`endDateTime` LIKE '%Z' AND fields.`endDateTime` NOT LIKE '0001-01-01%' THEN TRY_CAST(fields.`endDateTime` AS TIMESTAMP_NTZ) END AS `endDateTime`, -- When a call that was established ended.
  CASE WHEN fields.`inviteDateTime` LIKE '%Z' AND fields.`inviteDateTime` NOT LIKE '0001-01-01%' THEN TRY_CAST(fields.`inviteDateTime` AS TIMESTAMP_NTZ) END AS `inviteDateTime`, -- When the first invite was sent.
  CASE WHEN fields.`failureDateTime` LIKE '%Z' AND fields.`failureDateTime` NOT LIKE '0001-01-01%' THEN TRY_CAST(fields.`failureDateTime` AS TIMESTAMP_NTZ) END AS `failureDateTime`, -- When a call that was not established failed; none for any other.
  fields.`duration` AS `duration`, -- How long the call lasted, in seconds.
  fields.`callType` AS `callType`, -- The kind and direction of the call.
  fields.`successfulCall` AS `successfulCall`, -- Whether the call was established.
  fields.`callerNumber` AS `callerNumber`, -- The caller, E.164, perhaps with additions.
  fields.`calleeNumber` AS `calleeNumber`, -- The callee, E.164, perhaps with additions.
  fields.`mediaPathLocation` AS `mediaPathLocation`, -- The datacenter of the media path, unless media bypasses it.
  fields.`signalingLocation` AS `signalingLocation`, -- The datacenter of the signaling.
  fields.`finalSipCode` AS `finalSipCode`, -- The SIP code that the call ended with, RFC 3261.
  fields.`callEndSubReason` AS `callEndSubReason`, -- Microsoft's own code of how the call ended.
  fields.`finalSipCodePhrase` AS `finalSipCodePhrase`, -- Both codes in words.
  fields.`trunkFullyQualifiedDomainName` AS `trunkFullyQualifiedDomainName`, -- The session border controller.
  fields.`mediaBypassEnabled` AS `mediaBypassEnabled`, -- Whether the trunk lets media bypass Microsoft.
  fields.`userCountryCode` AS `userCountryCode`, -- The user's country, ISO 3166-1 alpha-2.
  fields.`otherPartyCountryCode` AS `otherPartyCountryCode`, -- The country of the other party, ISO 3166-1 alpha-2.
  fields.`transferorCorrelationId` AS `transferorCorrelationId`, -- The call that this one was transferred from.
  fields.`administrativeUnitInfos` AS `administrativeUnitInfos`, -- The administrative units that the user belongs to.
  line
FROM (SELECT *, from_json(line, 'id STRING, correlationId STRING, userId STRING, userPrincipalName STRING, userDisplayName STRING, startDateTime STRING, endDateTime STRING, inviteDateTime STRING, failureDateTime STRING, duration BIGINT, callType STRING, successfulCall BOOLEAN, callerNumber STRING, calleeNumber STRING, mediaPathLocation STRING, signalingLocation STRING, finalSipCode BIGINT, callEndSubReason BIGINT, finalSipCodePhrase STRING, trunkFullyQualifiedDomainName STRING, mediaBypassEnabled BOOLEAN, userCountryCode STRING, otherPartyCountryCode STRING, transferorCorrelationId STRING, administrativeUnitInfos ARRAY<STRUCT<id: STRING>>') AS fields FROM call_log_lines WHERE log = 'direct-routing');

CREATE OR REPLACE TEMPORARY VIEW direct_routing_distinct AS
SELECT log, `date`, `id`, `correlationId`, `userId`, `userPrincipalName`, `userDisplayName`, `startDateTime`, `endDateTime`, `inviteDateTime`, `failureDateTime`, `duration`, `callType`, `successfulCall`, `callerNumber`, `calleeNumber`, `mediaPathLocation`, `signalingLocation`, `finalSipCode`, `callEndSubReason`, `finalSipCodePhrase`, `trunkFullyQualifiedDomainName`, `mediaBypassEnabled`, `userCountryCode`, `otherPartyCountryCode`, `transferorCorrelationId`, `administrativeUnitInfos`, line
FROM (
  SELECT *,
    ROW_NUMBER() OVER (PARTITION BY `date`, `id` ORDER BY line DESC) AS version,
    COUNT(*) OVER (PARTITION BY `date`, `id`) AS versions
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY `date`, line ORDER BY line) AS copy FROM direct_routing
  ) AS copies
  WHERE copy = 1
) AS rows_of_log
WHERE version = 1 OR versions > 5 OR `id` IS NULL OR LOWER(regexp_replace(`id`, r'[-0{}\s]', '')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.pstnCallLogRow
CREATE OR REPLACE TEMPORARY VIEW pstn AS
SELECT
  log,
  `date`,
  fields.`id` AS `id`, -- Identifies the row; some rows lack it.
  fields.`callId` AS `callId`, -- The call; rows may share one.
  fields.`userId` AS `userId`, -- The user in Microsoft Entra ID; empty for bots.
  fields.`userPrincipalName` AS `userPrincipalName`, -- The user's sign-in name.
  fields.`userDisplayName` AS `userDisplayName`, -- The user's name as shown.
  CASE WHEN fields.`startDateTime` LIKE '%Z' AND fields.`startDateTime` NOT LIKE '0001-01-01%' THEN TRY_CAST(fields.`startDateTime` AS TIMESTAMP_NTZ) END AS `startDateTime`, -- When the call started; decides the row's day.
  CASE WHEN fields.`endDateTime` LIKE '%Z' AND fields.`endDateTime` NOT LIKE '0001-01-01%' THEN TRY_CAST(fields.`endDateTime` AS TIMESTAMP_NTZ) END AS `endDateTime`, -- When the call ended.
  fields.`duration` AS `duration`, -- How long the call was connected, in seconds.
  CASE WHEN NOT line RLIKE r'"charge"\s*:\s*-?\d+(\.\d{19}|\.?\d*[eE])' THEN fields.`charge` END AS `charge`, -- What the call costs, in the row's currency.
  fields.`callType` AS `callType`, -- The direction of the call and who or what took part.
  fields.`currency` AS `currency`, -- The currency of the charges, ISO 4217.
  fields.`calleeNumber` AS `calleeNumber`, -- The callee, E.164.
  fields.`usageCountryCode` AS `usageCountryCode`, -- The country that the call is counted for, ISO 3166-1 alpha-2.
  fields.`tenantCountryCode` AS `tenantCountryCode`, -- The tenant's country, ISO 3166-1 alpha-2.
  CASE WHEN NOT line RLIKE r'"connectionCharge"\s*:\s*-?\d+(\.\d{19}|\.?\d*[eE])' THEN fields.`connectionCharge` END AS `connectionCharge`, -- The fee for the connection, in the row's currency.
  fields.`callerNumber` AS `callerNumber`, -- The caller, E.164.
  fields.`destinationContext` AS `destinationContext`, -- Domestic or International, seen from the user's location.
  fields.`destinationName` AS `destinationName`, -- The country or region that was called.
  fields.`conferenceId` AS `conferenceId`, -- The audio conference.
  fields.`licenseCapability` AS `licenseCapability`, -- The license that was used.
  fields.`inventoryType` AS `inventoryType`, -- The kind of the user's number.
  fields.`operator` AS `operator`, -- Who carried the call: Microsoft, or an operator of Operator Connect.
  fields.`callDurationSource` AS `callDurationSource`, -- Who measured the duration: microsoft or operator.
  fields.`userCountryCode` AS `userCountryCode`, -- The user's country, ISO 3166-1 alpha-2.
  fields.`otherPartyCountryCode` AS `otherPartyCountryCode`, -- The country of the other party, ISO 3166-1 alpha-2.
  fields.`administrativeUnitInfos` AS `administrativeUnitInfos`, -- The administrative units that the user belongs to.
  fields.`clientLocalIpV4Address` AS `clientLocalIpV4Address`, -- The client's own address, IPv4.
  fields.`clientLocalIpV6Address` AS `clientLocalIpV6Address`, -- The client's own address, IPv6.
  fields.`clientPublicIpV4Address` AS `clientPublicIpV4Address`, -- The client's address as Microsoft sees it, IPv4.
  fields.`clientPublicIpV6Address` AS `clientPublicIpV6Address`, -- The client's address as Microsoft sees it, IPv6.
  line
FROM (SELECT *, from_json(line, 'id STRING, callId STRING, userId STRING, userPrincipalName STRING, userDisplayName STRING, startDateTime STRING, endDateTime STRING, duration BIGINT, charge DECIMAL(38, 18), callType STRING, currency STRING, calleeNumber STRING, usageCountryCode STRING, tenantCountryCode STRING, connectionCharge DECIMAL(38, 18), callerNumber STRING, destinationContext STRING, destinationName STRING, conferenceId STRING, licenseCapability STRING, inventoryType STRING, operator STRING, callDurationSource STRING, userCountryCode STRING, otherPartyCountryCode STRING, administrativeUnitInfos ARRAY<STRUCT<id: STRING>>, clientLocalIpV4Address STRING, clientLocalIpV6Address STRING, clientPublicIpV4Address STRING, clientPublicIpV6Address STRING') AS fields FROM call_log_lines WHERE log = 'pstn');

CREATE OR REPLACE TEMPORARY VIEW pstn_distinct AS
SELECT log, `date`, `id`, `callId`, `userId`, `userPrincipalName`, `userDisplayName`, `startDateTime`, `endDateTime`, `duration`, `charge`, `callType`, `currency`, `calleeNumber`, `usageCountryCode`, `tenantCountryCode`, `connectionCharge`, `callerNumber`, `destinationContext`, `destinationName`, `conferenceId`, `licenseCapability`, `inventoryType`, `operator`, `callDurationSource`, `userCountryCode`, `otherPartyCountryCode`, `administrativeUnitInfos`, `clientLocalIpV4Address`, `clientLocalIpV6Address`, `clientPublicIpV4Address`, `clientPublicIpV6Address`, line
FROM (
  SELECT *,
    ROW_NUMBER() OVER (PARTITION BY `date`, `id` ORDER BY `charge` DESC, `connectionCharge` DESC, line DESC) AS version,
    COUNT(*) OVER (PARTITION BY `date`, `id`) AS versions
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY `date`, line ORDER BY line) AS copy FROM pstn
  ) AS copies
  WHERE copy = 1
) AS rows_of_log
WHERE version = 1 OR versions > 5 OR `id` IS NULL OR LOWER(regexp_replace(`id`, r'[-0{}\s]', '')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.pstnBlockedUsersLogRow
CREATE OR REPLACE TEMPORARY VIEW blocked_users AS
SELECT
  log,
  `date`,
  fields.`userId` AS `userId`, -- The user in Microsoft Entra ID; empty for bots.
  fields.`userPrincipalName` AS `userPrincipalName`, -- The user's sign-in name.
  fields.`userDisplayName` AS `userDisplayName`, -- The user's name as shown.
  CASE WHEN fields.`blockDateTime` LIKE '%Z' AND fields.`blockDateTime` NOT LIKE '0001-01-01%' THEN TRY_CAST(fields.`blockDateTime` AS TIMESTAMP_NTZ) END AS `blockDateTime`, -- When the user was blocked or unblocked; decides the row's day.
  fields.`userTelephoneNumber` AS `userTelephoneNumber`, -- The user's number, E.164.
  fields.`userBlockMode` AS `userBlockMode`, -- Whether the user was blocked or unblocked.
  fields.`blockReason` AS `blockReason`, -- Why.
  fields.`remediationId` AS `remediationId`, -- The act of blocking or unblocking.
  line
FROM (SELECT *, from_json(line, 'userId STRING, userPrincipalName STRING, userDisplayName STRING, blockDateTime STRING, userTelephoneNumber STRING, userBlockMode STRING, blockReason STRING, remediationId STRING') AS fields FROM call_log_lines WHERE log = 'blocked-users');

CREATE OR REPLACE TEMPORARY VIEW blocked_users_distinct AS
SELECT log, `date`, `userId`, `userPrincipalName`, `userDisplayName`, `blockDateTime`, `userTelephoneNumber`, `userBlockMode`, `blockReason`, `remediationId`, line
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY `date`, line ORDER BY line) AS copy FROM blocked_users
) AS copies
WHERE copy = 1;

-- microsoft.graph.callRecords.pstnOnlineMeetingDialoutReport
CREATE OR REPLACE TEMPORARY VIEW dialout AS
SELECT
  log,
  `date`,
  fields.`userId` AS `userId`, -- The user in Microsoft Entra ID; empty for bots.
  fields.`userPrincipalName` AS `userPrincipalName`, -- The user's sign-in name.
  fields.`userDisplayName` AS `userDisplayName`, -- The user's name as shown.
  fields.`usageLocation` AS `usageLocation`, -- The user's country, ISO 3166-1 alpha-2.
  fields.`destinationContext` AS `destinationContext`, -- Domestic or International, seen from the user's location.
  fields.`currency` AS `currency`, -- The currency of the charges, ISO 4217.
  fields.`totalCalls` AS `totalCalls`, -- How many calls meetings made, summed over the day.
  CASE WHEN NOT line RLIKE r'"totalCallCharge"\s*:\s*-?\d+(\.\d{19}|\.?\d*[eE])' THEN fields.`totalCallCharge` END AS `totalCallCharge`, -- What they cost with all fees, in the row's currency.
  fields.`totalCallSeconds` AS `totalCallSeconds`, -- How long they lasted together, in seconds.
  line
FROM (SELECT *, from_json(line, 'userId STRING, userPrincipalName STRING, userDisplayName STRING, usageLocation STRING, destinationContext STRING, currency STRING, totalCalls BIGINT, totalCallCharge DECIMAL(38, 18), totalCallSeconds BIGINT') AS fields FROM call_log_lines WHERE log = 'dialout');

CREATE OR REPLACE TEMPORARY VIEW dialout_distinct AS
SELECT log, `date`, `userId`, `userPrincipalName`, `userDisplayName`, `usageLocation`, `destinationContext`, `currency`, `totalCalls`, `totalCallCharge`, `totalCallSeconds`, line
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY `date`, line ORDER BY line) AS copy FROM dialout
) AS copies
WHERE copy = 1;
