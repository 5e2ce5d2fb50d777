// What the app answers to a backfill, in words.

function planWords(plan, amount) {
  if (amount === 0) {
    return 'There is nothing to read: no day of this range needs it.';
  }
  const requests = isNumber(plan.requests) ? ` with about ${count(plan.requests, 'request', 'requests')} to Microsoft` : '';
  const minutes = isNumber(plan.minutes) ? `, in about ${count(plan.minutes, 'minute', 'minutes')}` : '';
  return `It would read ${days(amount)}${requests}${minutes}. Nothing has started yet.`;
}

function startLines(plan) {
  const byLog = new Map();
  (plan.start ?? []).forEach((one) => byLog.set(String(one.log), [...(byLog.get(String(one.log)) ?? []), String(one.date)]));
  const lines = [...byLog].map(([log, dates]) => {
    const spans = spansOf(dates);
    const named = joined([
      ...spans.slice(0, LISTED).map(([first, last]) => (first === last ? dateOf(first) : `${dateOf(first)} to ${dateOf(last)}`)),
      ...(spans.length > LISTED ? [count(spans.length - LISTED, 'more such range', 'more such ranges')] : []),
    ]);
    return dates.length === 1 ? `${log}: ${named}` : `${log}: ${days(dates.length)}, ${named}`;
  });
  return lines.length === 0 ? [] : [listOf(lines)];
}

/** First and last day of each run of days without a gap. */
function spansOf(dates) {
  const spans = [];
  for (const value of dates.filter(isDate).map(dayNumber).sort((a, b) => a - b)) {
    const newest = spans[spans.length - 1];
    if (newest !== undefined && value - newest[1] <= 1) {
      newest[1] = value;
    } else {
      spans.push([value, value]);
    }
  }
  return spans;
}

function skippedLines(plan) {
  const skipped = plan.skipped ?? [];
  if (skipped.length === 0) {
    return [];
  }
  const reasons = new Map();
  skipped.forEach((one) => reasons.set(String(one.reason), (reasons.get(String(one.reason)) ?? 0) + 1));
  const summed = [...reasons].map(([reason, amount]) => `${number(amount)} ${reason}`).join(', ');
  return [
    `${capital(days(skipped.length))} would be left alone: ${summed}.`,
    listOf(skipped.map((one) => `${one.log} ${one.date}: ${one.reason}`)),
  ];
}

function listOf(lines) {
  const list = element('ul');
  fillList(list, lines);
  return list;
}
