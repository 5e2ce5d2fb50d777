// A log's days as squares: a table for each month, in it a column for each week, and under that its rows a day.

function showLegend() {
  $('legend').replaceChildren(...[...STATES].map(([state, { mark, means }]) => {
    const square = element('dt', { class: `day ${state}`, 'aria-hidden': 'true' }, mark);
    return element('div', {}, square, element('dd', {}, means));
  }));
}

/** The days of each month. */
function monthsOf(days) {
  const months = new Map();
  days.forEach((day) => months.set(day.date.slice(0, 7), [...(months.get(day.date.slice(0, 7)) ?? []), day]));
  return [...months];
}

function monthTable(log, month, days, cells) {
  const first = dayNumber(days[0].date);
  const firstWeek = first - weekday(first);
  const weeks = Math.floor((first - firstWeek + days.length - 1) / 7) + 1;
  const body = element('tbody');
  for (let inWeek = 0; inWeek < 7; inWeek++) {
    const row = element('tr', {}, element('th', { scope: 'row', 'aria-label': WEEKDAYS[inWeek] }, WEEKDAYS[inWeek].slice(0, 2)));
    for (let week = 0; week < weeks; week++) {
      const day = days[firstWeek + week * 7 + inWeek - first];
      const cell = day === undefined ? element('td') : element('td', {
        class: `day ${styleOf(day)}`, tabindex: '-1', 'aria-label': dayLabel(day), 'data-date': day.date,
      }, markOf(day));
      if (day !== undefined) {
        cells.set(cell, day);
      }
      row.append(cell);
    }
    body.append(row);
  }
  const [year, number] = month.split('-');
  const name = `${MONTHS[Number(number) - 1]} ${year}`;
  return element('table', { role: 'grid', 'aria-label': `${log.name}, ${name}: state of every day` },
    element('caption', {}, name), body, ...chartFoot(log, days, weeks, weekday(first)));
}

function calendar(archive, log, details) {
  const cells = new Map();
  const tables = monthsOf(log.days).map(([month, days]) => monthTable(log, month, days, cells));
  const box = element('div', { class: 'calendar', 'data-log': log.name }, ...tables);
  listen(box, cells, archive, log, details);
  return box;
}

/** Chooses the day of that date in the first calendar. */
function jump() {
  document.querySelector(`td.day[data-date="${CSS.escape($('jump').value)}"]`)?.focus();
}

/** One tab stop per calendar; the arrow keys move it, focus or a click shows the day's details. */
function listen(box, cells, archive, log, details) {
  const byDate = new Map([...cells].map(([cell, day]) => [day.date, cell]));
  let current = byDate.get(dateOf(archive.last));
  current.tabIndex = 0;
  const choose = (cell) => {
    current.tabIndex = -1;
    current.removeAttribute('aria-selected');
    current = cell;
    current.tabIndex = 0;
    current.setAttribute('aria-selected', 'true');
    details.classList.add('chosen');
    details.replaceChildren(...detailLines(log, cells.get(cell)));
  };
  box.addEventListener('focusin', (event) => {
    const cell = event.target.closest('.day');
    if (cells.has(cell)) {
      choose(cell);
    }
  });
  box.addEventListener('click', (event) => {
    const cell = event.target.closest('.day');
    if (cells.has(cell)) {
      cell.focus();
      announce(details);
    }
  });
  const steps = new Map([
    ['ArrowUp', -1], ['ArrowDown', 1], ['ArrowLeft', -7], ['ArrowRight', 7], ['PageUp', -28], ['PageDown', 28],
  ]);
  box.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const at = dayNumber(current.dataset.date);
    let goal = null;
    if (steps.has(event.key)) {
      goal = at + steps.get(event.key);
    } else if (event.key === 'Home') {
      goal = archive.first;
    } else if (event.key === 'End') {
      goal = archive.last;
    } else if (event.key === 'Enter' || event.key === ' ') {
      announce(details);
    } else {
      return;
    }
    event.preventDefault();
    if (goal !== null) {
      byDate.get(dateOf(Math.min(Math.max(goal, archive.first), archive.last))).focus();
    }
  });
}
