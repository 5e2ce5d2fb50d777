// Rows per day of a log, under the columns of its calendar.

const SQUARE = 24;
const COLUMN = SQUARE + 2;

const mostRows = (log) => Math.max(0, ...log.days.map((day) => day.rows).filter(isNumber));

/** A table's last row: seven bars under each week. All months of a log have one scale. */
function chartFoot(log, days, weeks, before) {
  const most = mostRows(log);
  if (most === 0) {
    return [];
  }
  const bars = [];
  const gaps = [];
  const width = SQUARE / 7;
  days.forEach((day, index) => {
    const at = index + before;
    const left = (Math.floor(at / 7) * COLUMN + (at % 7) * width).toFixed(2);
    if (isNumber(day.rows) && day.rows > 0) {
      const height = Math.max(1, (day.rows / most) * 100).toFixed(1);
      bars.push(`M${left} 100v-${height}h${(width * 0.8).toFixed(2)}v${height}z`);
    } else if (isOpen(day)) {
      gaps.push(`M${left} 0h${width.toFixed(2)}v100h-${width.toFixed(2)}z`);
    }
  });
  const picture = drawing('svg', {
    viewBox: `0 0 ${weeks * COLUMN - 2} 100`, preserveAspectRatio: 'none', 'aria-hidden': 'true',
  });
  picture.append(drawing('path', { class: 'gaps', d: gaps.join('') }), drawing('path', { class: 'bars', d: bars.join('') }));
  return [element('tfoot', { 'aria-hidden': 'true' },
    element('tr', {}, element('td'), element('td', { class: 'chart', colspan: weeks }, picture)))];
}

function chartWords(log) {
  const most = mostRows(log);
  if (most === 0) {
    return '';
  }
  const rows = log.days.map((day) => day.rows).filter(isNumber).sort((a, b) => a - b);
  const median = rows[Math.floor(rows.length / 2)];
  return `The bars are rows per day: ${number(most)} at most, ${number(median)} on a usual day.`;
}
