metadata description = 'Alerts on the app\'s log lines. The names of the events are a contract between the app and these queries.'

param location string
param tags object
param applicationInsightsName string

@description('The enabled logs; blanks around a name are allowed, as in the setting.')
param logs string[]

param email string
param actionGroupId string

var poisonQueueLine = 'Message has reached MaxDequeueCount'

var actionGroups = concat(empty(email) ? [] : [mail.id], empty(actionGroupId) ? [] : [actionGroupId])

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'callarchive-mail'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'callarchive'
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

// 26 hours: a day, and two hours for a night that Graph throttles. The window is the next one that Azure Monitor has.
// It also fires after the first deployment, until the first night is over.
resource noArchive 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for log in logs: {
    name: 'callarchive-nothing-archived-${trim(log)}'
    location: location
    tags: tags
    properties: {
      displayName: 'Callarchive: nothing archived of ${trim(log)}'
      description: 'For 26 hours no day of the log ${trim(log)} was archived. The status page says why.'
      severity: 1
      enabled: true
      scopes: [
        applicationInsights.id
      ]
      evaluationFrequency: 'PT1H'
      windowSize: 'P2D'
      criteria: {
        allOf: [
          {
            query: 'traces | where timestamp > ago(26h) | where message has "DAY_ARCHIVED log=${trim(log)}" or message has "DAY_UNCHANGED log=${trim(log)}"'
            timeAggregation: 'Count'
            operator: 'LessThan'
            threshold: 1
          }
        ]
      }
      autoMitigate: true
      actions: {
        actionGroups: actionGroups
      }
    }
  }
]

// The windows overlap, because a line may reach the workspace minutes after it was written.
resource dayFailed 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'callarchive-day-failed'
  location: location
  tags: tags
  properties: {
    displayName: 'Callarchive: a day was given up'
    description: 'DAY_FAILED tells the log, the date and the reason; the next night tries again.'
    severity: 2
    enabled: true
    scopes: [
      applicationInsights.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      allOf: [
        {
          query: 'traces | where message has "DAY_FAILED"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: actionGroups
    }
  }
}

resource poisonMessage 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'callarchive-poison-message'
  location: location
  tags: tags
  properties: {
    displayName: 'Callarchive: a queue message was given up'
    description: 'The host moved a message to a poison queue; its log line names the queue.'
    severity: 2
    enabled: true
    scopes: [
      applicationInsights.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      allOf: [
        {
          query: 'traces | where message has "${poisonQueueLine}" and message contains "-poison"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: actionGroups
    }
  }
}

resource dayKept 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'callarchive-day-kept'
  location: location
  tags: tags
  properties: {
    displayName: 'Callarchive: Graph has fewer rows than the archive'
    description: 'DAY_KEPT: a later reading of a day found fewer rows, and the larger file stayed. Somebody should know why.'
    severity: 3
    enabled: true
    scopes: [
      applicationInsights.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      allOf: [
        {
          query: 'traces | where message has "DAY_KEPT"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: actionGroups
    }
  }
}
