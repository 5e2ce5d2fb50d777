-- Questions that people ask, in DuckDB's dialect, on the views of duckdb/views.sql. Each is run in the build.

-- 1. Minutes and cost per country
SELECT otherPartyCountryCode AS country, currency, count(*) AS calls, round(sum(duration) / 60, 1) AS minutes,
       sum(charge) + sum(connectionCharge) AS cost
FROM pstn_distinct
GROUP BY ALL
ORDER BY cost DESC;

-- 2. Failed Direct Routing calls by SIP code and trunk
SELECT finalSipCode, finalSipCodePhrase, trunkFullyQualifiedDomainName AS trunk, count(*) AS failed
FROM direct_routing_distinct
WHERE NOT successfulCall
GROUP BY ALL
ORDER BY failed DESC;

-- 3. The busiest hours (UTC)
SELECT hour(startDateTime) AS hour, count(*) AS calls
FROM (FROM pstn_distinct SELECT startDateTime UNION ALL FROM direct_routing_distinct SELECT startDateTime)
GROUP BY ALL
ORDER BY calls DESC, hour;

-- 4. SMS per user
SELECT userPrincipalName, count(*) AS messages, sum(smsUnits) AS units, currency, sum(callCharge) AS cost
FROM sms_distinct
GROUP BY ALL
ORDER BY messages DESC, userPrincipalName;

-- 5. Blocked and unblocked users over time
SELECT date, count(*) FILTER (userBlockMode ILIKE 'blocked') AS blocked,
       count(*) FILTER (userBlockMode ILIKE 'unblocked') AS unblocked
FROM blocked_users_distinct
GROUP BY ALL
ORDER BY date;

-- 6. Days whose count is far off the weekday's median
WITH days AS (
  SELECT unnest(generate_series(min(date), max(date), INTERVAL 1 DAY))::DATE AS date FROM pstn
), counts AS (
  SELECT days.date, count(calls.date) AS calls
  FROM days LEFT JOIN pstn_distinct AS calls ON calls.date = days.date
  GROUP BY ALL
)
SELECT date, dayname(date) AS weekday, calls, median(calls) OVER (PARTITION BY dayofweek(date)) AS usual
FROM counts
QUALIFY abs(calls - usual) > usual / 2
ORDER BY date;

-- 7. What dialling out of meetings costs each organiser
SELECT userPrincipalName, currency, sum(totalCalls) AS calls, sum(totalCallCharge) AS cost
FROM dialout_distinct
GROUP BY ALL
ORDER BY calls DESC, userPrincipalName, currency;

-- 8. The most calls at once on each trunk
WITH changes AS (
  FROM direct_routing_distinct SELECT trunkFullyQualifiedDomainName AS trunk, startDateTime AS time, 1 AS change
  WHERE successfulCall
  UNION ALL
  FROM direct_routing_distinct SELECT trunkFullyQualifiedDomainName, endDateTime, -1 WHERE successfulCall
), levels AS (
  SELECT trunk, sum(change) OVER (PARTITION BY trunk ORDER BY time, change) AS calls FROM changes
)
SELECT trunk, max(calls) AS calls FROM levels GROUP BY ALL ORDER BY calls DESC;

-- 9. Seconds from the invite to the start of a call, by trunk
SELECT trunkFullyQualifiedDomainName AS trunk, count(*) AS calls,
       round(median(epoch_ms(startDateTime) - epoch_ms(inviteDateTime)) / 1000, 3) AS median_seconds
FROM direct_routing_distinct
WHERE successfulCall
GROUP BY ALL
ORDER BY median_seconds DESC;

-- 10. Fields that Graph has added, and since when
SELECT field, min(date) AS since, count(*) AS rows
FROM (SELECT date, unnest(json_keys(TRY_CAST(line AS JSON))) AS field FROM pstn)
WHERE field NOT IN (SELECT column_name FROM (DESCRIBE pstn))
GROUP BY ALL
ORDER BY since, field;
