-- The files of Callarchive as typed views for ClickHouse 26.7.
-- Generated from the schema of each log by: mvn test -Dtest=ViewFileTest -Dviews.write
--
-- First put where the files are in place of call-logs in call_log_lines: a folder in user_files, or another
-- table function, such as azureBlobStorage (not tried), with the same format and columns.
--
-- A filter on log and date leaves the other files unread.
-- Times are DateTime64(7, 'UTC'), which keeps all seven digits. Lists are arrays of tuples; as an array
-- cannot be NULL, null is an empty one.
-- Times are UTC. 0001-01-01 is NULL.
-- An amount is exact or NULL: it may have 20 digits before the point and 18 after, and is never rounded.
-- The line is the row as Graph sent it: fields that Graph has added since are there, and whatever did not
-- fit the type of its column. The views named _distinct keep one of the lines of a day that are the same, and
-- of the versions of one row, which share its id but not its content, one: no engine here tells the order of
-- lines, and no row the time of its change, so it is the one with the highest amount, or else the greatest text.
-- An id that is empty, all zeros, a word for nothing or shared by more than 5 different rows of a day is none.

CREATE OR REPLACE VIEW call_log_lines AS
SELECT log, date, line
FROM file('call-logs/log=*/date=*/*.json.gz', 'LineAsString', 'line String, log String, date Date');

CREATE OR REPLACE FUNCTION call_log_time AS (text) ->
  if(startsWith(ifNull(text, ''), '0001-01-01'), NULL, parseDateTime64BestEffortOrNull(text, 7, 'UTC'));

-- JSON numbers become doubles here, hence the text; the double tells it from a number further inside.
CREATE OR REPLACE FUNCTION call_log_amount AS (line, name, inexact) ->
  toDecimal128OrNull(arrayFirst(
    digits -> ifNull(abs(toFloat64(digits) - inexact) <= abs(inexact) * 1e-12, 0),
    extractAll(line, concat('"', name, '"\\s*:\\s*(-?\\d{1,20}(?:\\.\\d{1,18})?)\\s*[,}]'))), 18);

-- microsoft.graph.callRecords.smsLogRow
CREATE OR REPLACE VIEW sms AS
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
  call_log_time(fields.`sentDateTime`) AS `sentDateTime`, -- When the message was sent; decides the row's day.
  call_log_amount(line, 'callCharge', fields.`callCharge`) AS `callCharge`, -- What the message costs, in the row's currency.
  fields.`currency` AS `currency`, -- The currency of the charge, ISO 4217.
  fields.`smsType` AS `smsType`, -- The direction and kind of the message.
  fields.`destinationContext` AS `destinationContext`, -- Domestic or International, seen from the user's location.
  fields.`destinationName` AS `destinationName`, -- The country or region of the receiver's number.
  fields.`otherPartyCountryCode` AS `otherPartyCountryCode`, -- The country of the other party, ISO 3166-1 alpha-2.
  fields.`licenseCapability` AS `licenseCapability`, -- The license that was used.
  fields.`smsUnits` AS `smsUnits`, -- How many units were sent or received.
  fields.`administrativeUnitInfos` AS `administrativeUnitInfos`, -- The administrative units that the user belongs to.
  line
FROM (SELECT *, JSONExtract(line, 'Tuple(id Nullable(String), smsId Nullable(String), userId Nullable(String), userPrincipalName Nullable(String), userDisplayName Nullable(String), userCountryCode Nullable(String), tenantCountryCode Nullable(String), sourceNumber Nullable(String), destinationNumber Nullable(String), sentDateTime Nullable(String), callCharge Nullable(Float64), currency Nullable(String), smsType Nullable(String), destinationContext Nullable(String), destinationName Nullable(String), otherPartyCountryCode Nullable(String), licenseCapability Nullable(String), smsUnits Nullable(Int64), administrativeUnitInfos Array(Tuple(id Nullable(String))))') AS fields FROM call_log_lines WHERE log = 'sms' SETTINGS allow_simdjson = 0);

CREATE OR REPLACE VIEW sms_distinct AS
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
WHERE version = 1 OR versions > 5 OR `id` IS NULL OR LOWER(replaceRegexpAll(`id`, '[-0{}\\s]', '')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.directRoutingLogRow
CREATE OR REPLACE VIEW direct_routing AS
SELECT
  log,
  `date`,
  fields.`id` AS `id`, -- Identifies the row; some rows lack it.
  fields.`correlationId` AS `correlationId`, -- The call, for Microsoft's support; its legs share one.
  fields.`userId` AS `userId`, -- The user in Microsoft Entra ID; empty for bots.
  fields.`userPrincipalName` AS `userPrincipalName`, -- The user's sign-in name.
  fields.`userDisplayName` AS `userDisplayName`, -- The user's name as shown.
  call_log_time(fields.`startDateTime`) AS `startDateTime`, -- When the call started, or its invite or failure if it never did; decides the row's day.
  call_log_time(fields.`endDateTime`) AS `endDateTime`, -- When a call that was established ended.
  call_log_time(fields.`inviteDateTime`) AS `inviteDateTime`, -- When the first invite was sent.
  call_log_time(fields.`failureDateTime`) AS `failureDateTime`, -- When a call that was not established failed; none for any other.
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
FROM (SELECT *, JSONExtract(line, 'Tuple(id Nullable(String), correlationId Nullable(String), userId Nullable(String), userPrincipalName Nullable(String), userDisplayName Nullable(String), startDateTime Nullable(String), endDateTime Nullable(String), inviteDateTime Nullable(String), failureDateTime Nullable(String), duration Nullable(Int64), callType Nullable(String), successfulCall Nullable(Bool), callerNumber Nullable(String), calleeNumber Nullable(String), mediaPathLocation Nullable(String), signalingLocation Nullable(String), finalSipCode Nullable(Int64), callEndSubReason Nullable(Int64), finalSipCodePhrase Nullable(String), trunkFullyQualifiedDomainName Nullable(String), mediaBypassEnabled Nullable(Bool), userCountryCode Nullable(String), otherPartyCountryCode Nullable(String), transferorCorrelationId Nullable(String), administrativeUnitInfos Array(Tuple(id Nullable(String))))') AS fields FROM call_log_lines WHERE log = 'direct-routing' SETTINGS allow_simdjson = 0);

CREATE OR REPLACE VIEW direct_routing_distinct AS
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
WHERE version = 1 OR versions > 5 OR `id` IS NULL OR LOWER(replaceRegexpAll(`id`, '[-0{}\\s]', '')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.pstnCallLogRow
CREATE OR REPLACE VIEW pstn AS
SELECT
  log,
  `date`,
  fields.`id` AS `id`, -- Identifies the row; some rows lack it.
  fields.`callId` AS `callId`, -- The call; rows may share one.
  fields.`userId` AS `userId`, -- The user in Microsoft Entra ID; empty for bots.
  fields.`userPrincipalName` AS `userPrincipalName`, -- The user's sign-in name.
  fields.`userDisplayName` AS `userDisplayName`, -- The user's name as shown.
  call_log_time(fields.`startDateTime`) AS `startDateTime`, -- When the call started; decides the row's day.
  call_log_time(fields.`endDateTime`) AS `endDateTime`, -- When the call ended.
  fields.`duration` AS `duration`, -- How long the call was connected, in seconds.
  call_log_amount(line, 'charge', fields.`charge`) AS `charge`, -- What the call costs, in the row's currency.
  fields.`callType` AS `callType`, -- The direction of the call and who or what took part.
  fields.`currency` AS `currency`, -- The currency of the charges, ISO 4217.
  fields.`calleeNumber` AS `calleeNumber`, -- The callee, E.164.
  fields.`usageCountryCode` AS `usageCountryCode`, -- The country that the call is counted for, ISO 3166-1 alpha-2.
  fields.`tenantCountryCode` AS `tenantCountryCode`, -- The tenant's country, ISO 3166-1 alpha-2.
  call_log_amount(line, 'connectionCharge', fields.`connectionCharge`) AS `connectionCharge`, -- The fee for the connection, in the row's currency.
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
FROM (SELECT *, JSONExtract(line, 'Tuple(id Nullable(String), callId Nullable(String), userId Nullable(String), userPrincipalName Nullable(String), userDisplayName Nullable(String), startDateTime Nullable(String), endDateTime Nullable(String), duration Nullable(Int64), charge Nullable(Float64), callType Nullable(String), currency Nullable(String), calleeNumber Nullable(String), usageCountryCode Nullable(String), tenantCountryCode Nullable(String), connectionCharge Nullable(Float64), callerNumber Nullable(String), destinationContext Nullable(String), destinationName Nullable(String), conferenceId Nullable(String), licenseCapability Nullable(String), inventoryType Nullable(String), operator Nullable(String), callDurationSource Nullable(String), userCountryCode Nullable(String), otherPartyCountryCode Nullable(String), administrativeUnitInfos Array(Tuple(id Nullable(String))), clientLocalIpV4Address Nullable(String), clientLocalIpV6Address Nullable(String), clientPublicIpV4Address Nullable(String), clientPublicIpV6Address Nullable(String))') AS fields FROM call_log_lines WHERE log = 'pstn' SETTINGS allow_simdjson = 0);

CREATE OR REPLACE VIEW pstn_distinct AS
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
WHERE version = 1 OR versions > 5 OR `id` IS NULL OR LOWER(replaceRegexpAll(`id`, '[-0{}\\s]', '')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.pstnBlockedUsersLogRow
CREATE OR REPLACE VIEW blocked_users AS
SELECT
  log,
  `date`,
  fields.`userId` AS `userId`, -- The user in Microsoft Entra ID; empty for bots.
  fields.`userPrincipalName` AS `userPrincipalName`, -- The user's sign-in name.
  fields.`userDisplayName` AS `userDisplayName`, -- The user's name as shown.
  call_log_time(fields.`blockDateTime`) AS `blockDateTime`, -- When the user was blocked or unblocked; decides the row's day.
  fields.`userTelephoneNumber` AS `userTelephoneNumber`, -- The user's number, E.164.
  fields.`userBlockMode` AS `userBlockMode`, -- Whether the user was blocked or unblocked.
  fields.`blockReason` AS `blockReason`, -- Why.
  fields.`remediationId` AS `remediationId`, -- The act of blocking or unblocking.
  line
FROM (SELECT *, JSONExtract(line, 'Tuple(userId Nullable(String), userPrincipalName Nullable(String), userDisplayName Nullable(String), blockDateTime Nullable(String), userTelephoneNumber Nullable(String), userBlockMode Nullable(String), blockReason Nullable(String), remediationId Nullable(String))') AS fields FROM call_log_lines WHERE log = 'blocked-users' SETTINGS allow_simdjson = 0);

CREATE OR REPLACE VIEW blocked_users_distinct AS
SELECT log, `date`, `userId`, `userPrincipalName`, `userDisplayName`, `blockDateTime`, `userTelephoneNumber`, `userBlockMode`, `blockReason`, `remediationId`, line
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY `date`, line ORDER BY line) AS copy FROM blocked_users
) AS copies
WHERE copy = 1;

-- microsoft.graph.callRecords.pstnOnlineMeetingDialoutReport
CREATE OR REPLACE VIEW dialout AS
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
  call_log_amount(line, 'totalCallCharge', fields.`totalCallCharge`) AS `totalCallCharge`, -- What they cost with all fees, in the row's currency.
  fields.`totalCallSeconds` AS `totalCallSeconds`, -- How long they lasted together, in seconds.
  line
FROM (SELECT *, JSONExtract(line, 'Tuple(userId Nullable(String), userPrincipalName Nullable(String), userDisplayName Nullable(String), usageLocation Nullable(String), destinationContext Nullable(String), currency Nullable(String), totalCalls Nullable(Int64), totalCallCharge Nullable(Float64), totalCallSeconds Nullable(Int64))') AS fields FROM call_log_lines WHERE log = 'dialout' SETTINGS allow_simdjson = 0);

CREATE OR REPLACE VIEW dialout_distinct AS
SELECT log, `date`, `userId`, `userPrincipalName`, `userDisplayName`, `usageLocation`, `destinationContext`, `currency`, `totalCalls`, `totalCallCharge`, `totalCallSeconds`, line
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY `date`, line ORDER BY line) AS copy FROM dialout
) AS copies
WHERE copy = 1;
