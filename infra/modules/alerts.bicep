metadata description = 'Alerts on the app\'s log lines. The names of the events and their values are a contract between the app and these queries.'

param location string
param tags object
param applicationInsightsName string

@description('Where the status page is.')
param pageUri string

param email string
@secure()
param webhook string
param actionGroupId string

var poisonQueueLine = 'Message has reached MaxDequeueCount'
var runbook = 'infra/docs/troubleshooting.md#an-alert'
var told = concat(empty(email) && empty(webhook) ? [] : [receivers.id], empty(actionGroupId) ? [] : [actionGroupId])

// The app writes a line of state for each log every hour, so an alert stands as long as the state that it tells. Three
// hours, because a line may be missing or late. Before the first night is due, yesterday is not-due.
var newestStates = 'traces | where timestamp > ago(3h) | where message has "ARCHIVE_STATE" | extend log = extract(" log=([a-z-]+)", 1, message), yesterday = extract(" yesterday=([a-z-]+)", 1, message), day = extract(" date=([0-9a-z-]+)", 1, message), failed = toint(extract(" failed=([0-9]+)", 1, message)), atRisk = toint(extract(" atRisk=([0-9]+)", 1, message)), damaged = toint(extract(" damaged=([0-9]+)", 1, message)), firstDay = extract(" first=([0-9a-z-]+)", 1, message), code = extract(" code=([A-Za-z0-9_-]+)", 1, message) | summarize arg_max(timestamp, yesterday, day, failed, atRisk, damaged, firstDay, code) by log'

var states = [
  {
    name: 'nothing-archived'
    title: 'yesterday is not archived'
    text: 'The night was due more than two hours ago, and its day has no file. The page says why; what to do:'
    severity: 1
    condition: 'yesterday == "missing"'
    dimensions: ['log', 'day', 'code']
  }
  {
    name: 'days-at-risk'
    title: 'Microsoft deletes days that are not archived'
    text: 'The first of them within a week. Order what is missing with the button on the page; what to do:'
    severity: 1
    condition: 'atRisk > 0'
    dimensions: ['log', 'firstDay', 'code']
  }
  {
    name: 'days-failed'
    title: 'days were given up'
    text: 'The next night tries again. The code of the first says why; what to do:'
    severity: 2
    condition: 'failed > 0'
    dimensions: ['log', 'firstDay', 'code']
  }
  {
    name: 'files-damaged'
    title: 'files are not what was archived'
    text: 'Somebody or something has changed them. The app reads the days again if Microsoft still has them; what to do:'
    severity: 2
    condition: 'damaged > 0'
    dimensions: ['log', 'firstDay']
  }
]

// Lines, and not states. The windows overlap, because a line may reach the workspace minutes after it was written.
var lines = [
  // Where there is no line at all there is no newest one, and the alert would end by itself two days after the last.
  {
    name: 'silent'
    title: 'the app says nothing any more'
    text: 'It has not written its state for three hours, or never: it is stopped, not deployed yet, or the timer is switched off; what to do:'
    severity: 1
    window: 'P2D'
    frequency: 'PT1H'
    query: 'traces | where timestamp > ago(2d) | where message has "ARCHIVE_STATE" | summarize newest = coalesce(max(timestamp), ago(47h)) | where newest < ago(3h) | extend timestamp = newest'
  }
  {
    name: 'poison-message'
    title: 'a queue message was given up'
    text: 'The host moved a message to a poison queue; its log line names the queue; what to do:'
    severity: 2
    window: 'PT1H'
    frequency: 'PT15M'
    query: 'traces | where message has "${poisonQueueLine}" | where message has "poison"'
  }
  {
    name: 'day-kept'
    title: 'Graph has fewer rows than the archive'
    text: 'A later reading of a day lacked rows of the file, which stay. Somebody should know why; what to do:'
    severity: 3
    window: 'PT1H'
    frequency: 'PT15M'
    query: 'traces | where message has "DAY_KEPT"'
  }
  {
    name: 'week'
    title: 'the week'
    text: 'Not an alarm: what the week has brought, so that silence is never the good news. Whoever does not want it disables this rule.'
    severity: 4
    window: 'PT1H'
    frequency: 'PT1H'
    query: 'traces | where message has "ARCHIVE_WEEK" | extend archived = extract(" archived=([0-9]+)", 1, message), days = extract(" days=([0-9]+)", 1, message), atRisk = extract(" atRisk=([0-9]+)", 1, message), lateRowsPercent = extract(" lateRowsPercent=([0-9.]+)", 1, message), gigabytes = extract(" gigabytes=([0-9.]+)", 1, message)'
  }
]

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource receivers 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email) || !empty(webhook)) {
  name: 'callarchive-receivers'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'callarchive'
    enabled: true
    emailReceivers: empty(email)
      ? []
      : [
          {
            name: 'operator'
            emailAddress: email
            useCommonAlertSchema: true
          }
        ]
    webhookReceivers: empty(webhook)
      ? []
      : [
          {
            name: 'webhook'
            serviceUri: webhook
            useCommonAlertSchema: true
          }
        ]
  }
}

resource stateRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for state in states: {
    name: 'callarchive-${state.name}'
    location: location
    tags: tags
    properties: {
      displayName: 'Callarchive: ${state.title}'
      description: '${state.text} ${runbook}. Status page: ${pageUri}'
      severity: state.severity
      enabled: true
      scopes: [
        applicationInsights.id
      ]
      evaluationFrequency: 'PT15M'
      windowSize: 'PT6H'
      criteria: {
        allOf: [
          {
            query: '${newestStates} | where ${state.condition}'
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: map(state.dimensions, dimension => {
              name: dimension
              operator: 'Include'
              values: ['*']
            })
          }
        ]
      }
      autoMitigate: true
      actions: {
        actionGroups: told
      }
    }
  }
]

resource lineRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for line in lines: {
    name: 'callarchive-${line.name}'
    location: location
    tags: tags
    properties: {
      displayName: 'Callarchive: ${line.title}'
      description: '${line.text} ${runbook}. Status page: ${pageUri}'
      severity: line.severity
      enabled: true
      scopes: [
        applicationInsights.id
      ]
      evaluationFrequency: line.frequency
      windowSize: line.window
      criteria: {
        allOf: [
          {
            query: line.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: line.name == 'week'
              ? map(['archived', 'days', 'atRisk', 'lateRowsPercent', 'gigabytes'], dimension => {
                  name: dimension
                  operator: 'Include'
                  values: ['*']
                })
              : []
          }
        ]
      }
      autoMitigate: true
      actions: {
        actionGroups: told
      }
    }
  }
]
