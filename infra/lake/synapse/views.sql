-- The files of Callarchive as typed views for Azure Synapse serverless SQL. NEVER RUN.
-- Generated from the schema of each log by: mvn test -Dtest=ViewFileTest -Dviews.write
--
-- First say where the files are, in a database with a UTF-8 collation, and who reads them: nobody may without
-- being signed in. Here it is the workspace's managed identity, whose object id belongs into LAKE_READERS:
-- CREATE MASTER KEY ENCRYPTION BY PASSWORD = '<a long one, kept nowhere>';
-- CREATE DATABASE SCOPED CREDENTIAL call_logs WITH IDENTITY = 'Managed Identity';
-- CREATE EXTERNAL DATA SOURCE call_logs WITH (LOCATION = 'https://<account>.blob.core.windows.net/call-logs',
--   CREDENTIAL = call_logs);
--
-- Times are datetime2(7), which keeps all seven digits. There are no lists: they are JSON text, for OPENJSON.
-- Whether a filter on date spares the other files is not known; filepath() in a query of your own does.
-- Times are UTC. 0001-01-01 is NULL.
-- An amount is exact or NULL: it may have 20 digits before the point and 18 after, and is never rounded.
-- The line is the row as Graph sent it: fields that Graph has added since are there, and whatever did not
-- fit the type of its column. The views named _distinct keep one of the lines of a day that are the same, and
-- of the versions of one row, which share its id but not its content, one: no engine here tells the order of
-- lines, and no row the time of its change, so it is the one with the highest amount, or else the greatest text.
-- An id that is empty, all zeros, a word for nothing or shared by more than 5 different rows of a day is none.

CREATE OR ALTER VIEW call_log_lines AS
SELECT files.filepath(1) AS log, CAST(files.filepath(2) AS date) AS [date], files.line
FROM OPENROWSET(
  BULK 'log=*/date=*/*.json.gz',
  DATA_SOURCE = 'call_logs',
  FORMAT = 'CSV',
  FIELDTERMINATOR = '0x0b',
  FIELDQUOTE = '0x0b',
  ROWTERMINATOR = '0x0a')
WITH (line varchar(max) COLLATE Latin1_General_100_BIN2_UTF8) AS files;

-- microsoft.graph.callRecords.smsLogRow
GO
CREATE OR ALTER VIEW sms AS
SELECT
  log,
  [date],
  fields.[id] AS [id], -- Identifies the row; some rows lack it.
  fields.[smsId] AS [smsId], -- The message; its parts share one.
  fields.[userId] AS [userId], -- The user in Microsoft Entra ID; empty for bots.
  fields.[userPrincipalName] AS [userPrincipalName], -- The user's sign-in name.
  fields.[userDisplayName] AS [userDisplayName], -- The user's name as shown.
  fields.[userCountryCode] AS [userCountryCode], -- The user's country, ISO 3166-1 alpha-2.
  fields.[tenantCountryCode] AS [tenantCountryCode], -- The tenant's country, ISO 3166-1 alpha-2.
  fields.[sourceNumber] AS [sourceNumber], -- The sender, E.164; the last digits of a foreign number may be asterisks.
  fields.[destinationNumber] AS [destinationNumber], -- The receiver, E.164; the last digits of a foreign number may be asterisks.
  CASE WHEN fields.[sentDateTime] NOT LIKE '0001-01-01%' THEN TRY_CONVERT(datetime2(7), fields.[sentDateTime], 127) END AS [sentDateTime], -- When the message was sent; decides the row's day.
  CASE WHEN LEN(fields.[callCharge]) - CHARINDEX('.', fields.[callCharge] + '.') <= 18 THEN TRY_CAST(fields.[callCharge] AS DECIMAL(38, 18)) END AS [callCharge], -- What the message costs, in the row's currency.
  fields.[currency] AS [currency], -- The currency of the charge, ISO 4217.
  fields.[smsType] AS [smsType], -- The direction and kind of the message.
  fields.[destinationContext] AS [destinationContext], -- Domestic or International, seen from the user's location.
  fields.[destinationName] AS [destinationName], -- The country or region of the receiver's number.
  fields.[otherPartyCountryCode] AS [otherPartyCountryCode], -- The country of the other party, ISO 3166-1 alpha-2.
  fields.[licenseCapability] AS [licenseCapability], -- The license that was used.
  TRY_CAST(fields.[smsUnits] AS bigint) AS [smsUnits], -- How many units were sent or received.
  fields.[administrativeUnitInfos] AS [administrativeUnitInfos], -- The administrative units that the user belongs to.
  line
FROM call_log_lines CROSS APPLY OPENJSON(line) WITH ([id] nvarchar(4000), [smsId] nvarchar(4000), [userId] nvarchar(4000), [userPrincipalName] nvarchar(4000), [userDisplayName] nvarchar(4000), [userCountryCode] nvarchar(4000), [tenantCountryCode] nvarchar(4000), [sourceNumber] nvarchar(4000), [destinationNumber] nvarchar(4000), [sentDateTime] nvarchar(4000), [callCharge] nvarchar(4000), [currency] nvarchar(4000), [smsType] nvarchar(4000), [destinationContext] nvarchar(4000), [destinationName] nvarchar(4000), [otherPartyCountryCode] nvarchar(4000), [licenseCapability] nvarchar(4000), [smsUnits] nvarchar(4000), [administrativeUnitInfos] nvarchar(max) AS JSON) AS fields WHERE log = 'sms';

GO
CREATE OR ALTER VIEW sms_distinct AS
SELECT log, [date], [id], [smsId], [userId], [userPrincipalName], [userDisplayName], [userCountryCode], [tenantCountryCode], [sourceNumber], [destinationNumber], [sentDateTime], [callCharge], [currency], [smsType], [destinationContext], [destinationName], [otherPartyCountryCode], [licenseCapability], [smsUnits], [administrativeUnitInfos], line
FROM (
  SELECT *,
    ROW_NUMBER() OVER (PARTITION BY [date], [id] ORDER BY [callCharge] DESC, line DESC) AS version,
    COUNT(*) OVER (PARTITION BY [date], [id]) AS versions
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY [date], line ORDER BY line) AS copy FROM sms
  ) AS copies
  WHERE copy = 1
) AS rows_of_log
WHERE version = 1 OR versions > 5 OR [id] IS NULL OR LOWER(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE([id], '-', ''), '0', ''), '{', ''), '}', ''), ' ', '')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.directRoutingLogRow
GO
CREATE OR ALTER VIEW direct_routing AS
SELECT
  log,
  [date],
  fields.[id] AS [id], -- Identifies the row; some rows lack it.
  fields.[correlationId] AS [correlationId], -- The call, for Microsoft's support; its legs share one.
  fields.[userId] AS [userId], -- The user in Microsoft Entra ID; empty for bots.
  fields.[userPrincipalName] AS [userPrincipalName], -- The user's sign-in name.
  fields.[userDisplayName] AS [userDisplayName], -- The user's name as shown.
  CASE WHEN fields.[startDateTime] NOT LIKE '0001-01-01%' THEN TRY_CONVERT(datetime2(7), fields.[startDateTime], 127) END AS [startDateTime], -- When the call started, or its invite or failure if it never did; decides the row's day.
  CASE WHEN fields.[endDateTime] NOT LIKE '0001-01-01%' THEN TRY_CONVERT(datetime2(7), fields.[endDateTime], 127) END AS [endDateTime], -- When a call that was established ended.
  CASE WHEN fields.[inviteDateTime] NOT LIKE '0001-01-01%' THEN TRY_CONVERT(datetime2(7), fields.[inviteDateTime], 127) END AS [inviteDateTime], -- When the first invite was sent.
  CASE WHEN fields.[failureDateTime] NOT LIKE '0001-01-01%' THEN TRY_CONVERT(datetime2(7), fields.[failureDateTime], 127) END AS [failureDateTime], -- When a call that was not established failed; none for any other.
  TRY_CAST(fields.[duration] AS bigint) AS [duration], -- How long the call lasted, in seconds.
  fields.[callType] AS [callType], -- The kind and direction of the call.
  TRY_CAST(fields.[successfulCall] AS bit) AS [successfulCall], -- Whether the call was established.
  fields.[callerNumber] AS [callerNumber], -- The caller, E.164, perhaps with additions.
  fields.[calleeNumber] AS [calleeNumber], -- The callee, E.164, perhaps with additions.
  fields.[mediaPathLocation] AS [mediaPathLocation], -- The datacenter of the media path, unless media bypasses it.
  fields.[signalingLocation] AS [signalingLocation], -- The datacenter of the signaling.
  TRY_CAST(fields.[finalSipCode] AS bigint) AS [finalSipCode], -- The SIP code that the call ended with, RFC 3261.
  TRY_CAST(fields.[callEndSubReason] AS bigint) AS [callEndSubReason], -- Microsoft's own code of how the call ended.
  fields.[finalSipCodePhrase] AS [finalSipCodePhrase], -- Both codes in words.
  fields.[trunkFullyQualifiedDomainName] AS [trunkFullyQualifiedDomainName], -- The session border controller.
  TRY_CAST(fields.[mediaBypassEnabled] AS bit) AS [mediaBypassEnabled], -- Whether the trunk lets media bypass Microsoft.
  fields.[userCountryCode] AS [userCountryCode], -- The user's country, ISO 3166-1 alpha-2.
  fields.[otherPartyCountryCode] AS [otherPartyCountryCode], -- The country of the other party, ISO 3166-1 alpha-2.
  fields.[transferorCorrelationId] AS [transferorCorrelationId], -- The call that this one was transferred from.
  fields.[administrativeUnitInfos] AS [administrativeUnitInfos], -- The administrative units that the user belongs to.
  line
FROM call_log_lines CROSS APPLY OPENJSON(line) WITH ([id] nvarchar(4000), [correlationId] nvarchar(4000), [userId] nvarchar(4000), [userPrincipalName] nvarchar(4000), [userDisplayName] nvarchar(4000), [startDateTime] nvarchar(4000), [endDateTime] nvarchar(4000), [inviteDateTime] nvarchar(4000), [failureDateTime] nvarchar(4000), [duration] nvarchar(4000), [callType] nvarchar(4000), [successfulCall] nvarchar(4000), [callerNumber] nvarchar(4000), [calleeNumber] nvarchar(4000), [mediaPathLocation] nvarchar(4000), [signalingLocation] nvarchar(4000), [finalSipCode] nvarchar(4000), [callEndSubReason] nvarchar(4000), [finalSipCodePhrase] nvarchar(4000), [trunkFullyQualifiedDomainName] nvarchar(4000), [mediaBypassEnabled] nvarchar(4000), [userCountryCode] nvarchar(4000), [otherPartyCountryCode] nvarchar(4000), [transferorCorrelationId] nvarchar(4000), [administrativeUnitInfos] nvarchar(max) AS JSON) AS fields WHERE log = 'direct-routing';

GO
CREATE OR ALTER VIEW direct_routing_distinct AS
SELECT log, [date], [id], [correlationId], [userId], [userPrincipalName], [userDisplayName], [startDateTime], [endDateTime], [inviteDateTime], [failureDateTime], [duration], [callType], [successfulCall], [callerNumber], [calleeNumber], [mediaPathLocation], [signalingLocation], [finalSipCode], [callEndSubReason], [finalSipCodePhrase], [trunkFullyQualifiedDomainName], [mediaBypassEnabled], [userCountryCode], [otherPartyCountryCode], [transferorCorrelationId], [administrativeUnitInfos], line
FROM (
  SELECT *,
    ROW_NUMBER() OVER (PARTITION BY [date], [id] ORDER BY line DESC) AS version,
    COUNT(*) OVER (PARTITION BY [date], [id]) AS versions
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY [date], line ORDER BY line) AS copy FROM direct_routing
  ) AS copies
  WHERE copy = 1
) AS rows_of_log
WHERE version = 1 OR versions > 5 OR [id] IS NULL OR LOWER(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE([id], '-', ''), '0', ''), '{', ''), '}', ''), ' ', '')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.pstnCallLogRow
GO
CREATE OR ALTER VIEW pstn AS
SELECT
  log,
  [date],
  fields.[id] AS [id], -- Identifies the row; some rows lack it.
  fields.[callId] AS [callId], -- The call; rows may share one.
  fields.[userId] AS [userId], -- The user in Microsoft Entra ID; empty for bots.
  fields.[userPrincipalName] AS [userPrincipalName], -- The user's sign-in name.
  fields.[userDisplayName] AS [userDisplayName], -- The user's name as shown.
  CASE WHEN fields.[startDateTime] NOT LIKE '0001-01-01%' THEN TRY_CONVERT(datetime2(7), fields.[startDateTime], 127) END AS [startDateTime], -- When the call started; decides the row's day.
  CASE WHEN fields.[endDateTime] NOT LIKE '0001-01-01%' THEN TRY_CONVERT(datetime2(7), fields.[endDateTime], 127) END AS [endDateTime], -- When the call ended.
  TRY_CAST(fields.[duration] AS bigint) AS [duration], -- How long the call was connected, in seconds.
  CASE WHEN LEN(fields.[charge]) - CHARINDEX('.', fields.[charge] + '.') <= 18 THEN TRY_CAST(fields.[charge] AS DECIMAL(38, 18)) END AS [charge], -- What the call costs, in the row's currency.
  fields.[callType] AS [callType], -- The direction of the call and who or what took part.
  fields.[currency] AS [currency], -- The currency of the charges, ISO 4217.
  fields.[calleeNumber] AS [calleeNumber], -- The callee, E.164.
  fields.[usageCountryCode] AS [usageCountryCode], -- The country that the call is counted for, ISO 3166-1 alpha-2.
  fields.[tenantCountryCode] AS [tenantCountryCode], -- The tenant's country, ISO 3166-1 alpha-2.
  CASE WHEN LEN(fields.[connectionCharge]) - CHARINDEX('.', fields.[connectionCharge] + '.') <= 18 THEN TRY_CAST(fields.[connectionCharge] AS DECIMAL(38, 18)) END AS [connectionCharge], -- The fee for the connection, in the row's currency.
  fields.[callerNumber] AS [callerNumber], -- The caller, E.164.
  fields.[destinationContext] AS [destinationContext], -- Domestic or International, seen from the user's location.
  fields.[destinationName] AS [destinationName], -- The country or region that was called.
  fields.[conferenceId] AS [conferenceId], -- The audio conference.
  fields.[licenseCapability] AS [licenseCapability], -- The license that was used.
  fields.[inventoryType] AS [inventoryType], -- The kind of the user's number.
  fields.[operator] AS [operator], -- Who carried the call: Microsoft, or an operator of Operator Connect.
  fields.[callDurationSource] AS [callDurationSource], -- Who measured the duration: microsoft or operator.
  fields.[userCountryCode] AS [userCountryCode], -- The user's country, ISO 3166-1 alpha-2.
  fields.[otherPartyCountryCode] AS [otherPartyCountryCode], -- The country of the other party, ISO 3166-1 alpha-2.
  fields.[administrativeUnitInfos] AS [administrativeUnitInfos], -- The administrative units that the user belongs to.
  fields.[clientLocalIpV4Address] AS [clientLocalIpV4Address], -- The client's own address, IPv4.
  fields.[clientLocalIpV6Address] AS [clientLocalIpV6Address], -- The client's own address, IPv6.
  fields.[clientPublicIpV4Address] AS [clientPublicIpV4Address], -- The client's address as Microsoft sees it, IPv4.
  fields.[clientPublicIpV6Address] AS [clientPublicIpV6Address], -- The client's address as Microsoft sees it, IPv6.
  line
FROM call_log_lines CROSS APPLY OPENJSON(line) WITH ([id] nvarchar(4000), [callId] nvarchar(4000), [userId] nvarchar(4000), [userPrincipalName] nvarchar(4000), [userDisplayName] nvarchar(4000), [startDateTime] nvarchar(4000), [endDateTime] nvarchar(4000), [duration] nvarchar(4000), [charge] nvarchar(4000), [callType] nvarchar(4000), [currency] nvarchar(4000), [calleeNumber] nvarchar(4000), [usageCountryCode] nvarchar(4000), [tenantCountryCode] nvarchar(4000), [connectionCharge] nvarchar(4000), [callerNumber] nvarchar(4000), [destinationContext] nvarchar(4000), [destinationName] nvarchar(4000), [conferenceId] nvarchar(4000), [licenseCapability] nvarchar(4000), [inventoryType] nvarchar(4000), [operator] nvarchar(4000), [callDurationSource] nvarchar(4000), [userCountryCode] nvarchar(4000), [otherPartyCountryCode] nvarchar(4000), [administrativeUnitInfos] nvarchar(max) AS JSON, [clientLocalIpV4Address] nvarchar(4000), [clientLocalIpV6Address] nvarchar(4000), [clientPublicIpV4Address] nvarchar(4000), [clientPublicIpV6Address] nvarchar(4000)) AS fields WHERE log = 'pstn';

GO
CREATE OR ALTER VIEW pstn_distinct AS
SELECT log, [date], [id], [callId], [userId], [userPrincipalName], [userDisplayName], [startDateTime], [endDateTime], [duration], [charge], [callType], [currency], [calleeNumber], [usageCountryCode], [tenantCountryCode], [connectionCharge], [callerNumber], [destinationContext], [destinationName], [conferenceId], [licenseCapability], [inventoryType], [operator], [callDurationSource], [userCountryCode], [otherPartyCountryCode], [administrativeUnitInfos], [clientLocalIpV4Address], [clientLocalIpV6Address], [clientPublicIpV4Address], [clientPublicIpV6Address], line
FROM (
  SELECT *,
    ROW_NUMBER() OVER (PARTITION BY [date], [id] ORDER BY [charge] DESC, [connectionCharge] DESC, line DESC) AS version,
    COUNT(*) OVER (PARTITION BY [date], [id]) AS versions
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY [date], line ORDER BY line) AS copy FROM pstn
  ) AS copies
  WHERE copy = 1
) AS rows_of_log
WHERE version = 1 OR versions > 5 OR [id] IS NULL OR LOWER(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE([id], '-', ''), '0', ''), '{', ''), '}', ''), ' ', '')) IN ('', 'n/a', 'na', 'nil', 'none', 'null', 'undefined', 'unknown');

-- microsoft.graph.callRecords.pstnBlockedUsersLogRow
GO
CREATE OR ALTER VIEW blocked_users AS
SELECT
  log,
  [date],
  fields.[userId] AS [userId], -- The user in Microsoft Entra ID; empty for bots.
  fields.[userPrincipalName] AS [userPrincipalName], -- The user's sign-in name.
  fields.[userDisplayName] AS [userDisplayName], -- The user's name as shown.
  CASE WHEN fields.[blockDateTime] NOT LIKE '0001-01-01%' THEN TRY_CONVERT(datetime2(7), fields.[blockDateTime], 127) END AS [blockDateTime], -- When the user was blocked or unblocked; decides the row's day.
  fields.[userTelephoneNumber] AS [userTelephoneNumber], -- The user's number, E.164.
  fields.[userBlockMode] AS [userBlockMode], -- Whether the user was blocked or unblocked.
  fields.[blockReason] AS [blockReason], -- Why.
  fields.[remediationId] AS [remediationId], -- The act of blocking or unblocking.
  line
FROM call_log_lines CROSS APPLY OPENJSON(line) WITH ([userId] nvarchar(4000), [userPrincipalName] nvarchar(4000), [userDisplayName] nvarchar(4000), [blockDateTime] nvarchar(4000), [userTelephoneNumber] nvarchar(4000), [userBlockMode] nvarchar(4000), [blockReason] nvarchar(4000), [remediationId] nvarchar(4000)) AS fields WHERE log = 'blocked-users';

GO
CREATE OR ALTER VIEW blocked_users_distinct AS
SELECT log, [date], [userId], [userPrincipalName], [userDisplayName], [blockDateTime], [userTelephoneNumber], [userBlockMode], [blockReason], [remediationId], line
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY [date], line ORDER BY line) AS copy FROM blocked_users
) AS copies
WHERE copy = 1;

-- microsoft.graph.callRecords.pstnOnlineMeetingDialoutReport
GO
CREATE OR ALTER VIEW dialout AS
SELECT
  log,
  [date],
  fields.[userId] AS [userId], -- The user in Microsoft Entra ID; empty for bots.
  fields.[userPrincipalName] AS [userPrincipalName], -- The user's sign-in name.
  fields.[userDisplayName] AS [userDisplayName], -- The user's name as shown.
  fields.[usageLocation] AS [usageLocation], -- The user's country, ISO 3166-1 alpha-2.
  fields.[destinationContext] AS [destinationContext], -- Domestic or International, seen from the user's location.
  fields.[currency] AS [currency], -- The currency of the charges, ISO 4217.
  TRY_CAST(fields.[totalCalls] AS bigint) AS [totalCalls], -- How many calls meetings made, summed over the day.
  CASE WHEN LEN(fields.[totalCallCharge]) - CHARINDEX('.', fields.[totalCallCharge] + '.') <= 18 THEN TRY_CAST(fields.[totalCallCharge] AS DECIMAL(38, 18)) END AS [totalCallCharge], -- What they cost with all fees, in the row's currency.
  TRY_CAST(fields.[totalCallSeconds] AS bigint) AS [totalCallSeconds], -- How long they lasted together, in seconds.
  line
FROM call_log_lines CROSS APPLY OPENJSON(line) WITH ([userId] nvarchar(4000), [userPrincipalName] nvarchar(4000), [userDisplayName] nvarchar(4000), [usageLocation] nvarchar(4000), [destinationContext] nvarchar(4000), [currency] nvarchar(4000), [totalCalls] nvarchar(4000), [totalCallCharge] nvarchar(4000), [totalCallSeconds] nvarchar(4000)) AS fields WHERE log = 'dialout';

GO
CREATE OR ALTER VIEW dialout_distinct AS
SELECT log, [date], [userId], [userPrincipalName], [userDisplayName], [usageLocation], [destinationContext], [currency], [totalCalls], [totalCallCharge], [totalCallSeconds], line
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY [date], line ORDER BY line) AS copy FROM dialout
) AS copies
WHERE copy = 1;
