// Rows per day of a log.

function chart(archive, log) {
  const most = Math.max(0, ...log.days.map((day) => (isNumber(day.rows) ? day.rows : 0)));
  const bars = [];
  const gaps = [];
  log.days.forEach((day, index) => {
    if (isNumber(day.rows) && day.rows > 0) {
      const height = Math.max(1, (day.rows / most) * 100).toFixed(1);
      bars.push(`M${index + 0.1} 100v-${height}h.8v${height}z`);
    } else if (day.state === 'missing' || day.state === 'failed') {
      gaps.push(`M${index} 0h1v100h-1z`);
    }
  });
  if (most === 0) {
    return [];
  }
  const words = `Rows per day of ${log.name}: at most ${number(most)} a day, ${median(log)} on a usual day`;
  const picture = drawing('svg', {
    viewBox: `0 0 ${log.days.length} 100`, preserveAspectRatio: 'none', role: 'img', 'aria-label': words,
  });
  picture.append(drawing('path', { class: 'gaps', d: gaps.join('') }), drawing('path', { class: 'bars', d: bars.join('') }));
  const caption = element('figcaption', {},
    element('span', {}, dateOf(archive.first)),
    element('span', {}, `rows per day, at most ${number(most)}`),
    element('span', {}, dateOf(archive.last)));
  return [element('figure', { class: 'chart' }, picture, caption)];
}

function median(log) {
  const rows = log.days.map((day) => day.rows).filter(isNumber).sort((a, b) => a - b);
  return number(rows[Math.floor(rows.length / 2)] ?? 0);
}
