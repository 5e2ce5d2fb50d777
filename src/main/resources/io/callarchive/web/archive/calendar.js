// A log's days as squares, a week a column.

function showLegend() {
  $('legend').replaceChildren(...[...STATES].map(([state, { mark, means }]) => {
    const square = element('dt', { class: `day ${state}`, 'aria-hidden': 'true' }, mark);
    return element('div', {}, square, element('dd', {}, means));
  }));
}

function monthRow(archive, firstWeek, weeks) {
  const row = element('tr', {}, element('td'));
  let start = 0;
  const monthOf = (week) => dateOf(Math.max(archive.first, firstWeek + week * 7)).slice(0, 7);
  for (let week = 1; week <= weeks; week++) {
    if (week === weeks || monthOf(week) !== monthOf(start)) {
      const [year, month] = monthOf(start).split('-');
      const name = MONTHS[Number(month) - 1];
      const words = week - start < 2 ? '' : start === 0 || month === '01' ? `${name} ${year}` : name;
      row.append(element('th', { colspan: week - start, scope: 'colgroup' }, week - start < 3 ? words.slice(0, 3) : words));
      start = week;
    }
  }
  return element('thead', {}, row);
}

function calendar(archive, log, details) {
  const firstWeek = archive.first - weekday(archive.first);
  const weeks = Math.floor((archive.last - firstWeek) / 7) + 1;
  const cells = new Map();
  const body = element('tbody');
  for (let inWeek = 0; inWeek < 7; inWeek++) {
    const row = element('tr', {}, element('th', { scope: 'row' }, WEEKDAYS[inWeek]));
    for (let week = 0; week < weeks; week++) {
      const value = firstWeek + week * 7 + inWeek;
      if (value < archive.first || value > archive.last) {
        row.append(element('td'));
      } else {
        const day = log.days[value - archive.first];
        const cell = element('td', {
          class: `day ${styleOf(day)}`, tabindex: '-1', 'aria-label': dayLabel(day), 'data-date': day.date,
        }, markOf(day));
        cells.set(cell, day);
        row.append(cell);
      }
    }
    body.append(row);
  }
  const table = element('table', {
    role: 'grid', class: 'calendar', 'aria-label': `${log.name}: state of every day`, 'data-log': log.name,
  }, monthRow(archive, firstWeek, weeks), body);
  listen(table, cells, archive, log, details);
  return table;
}

/** Chooses the day of that date in the first calendar. */
function jump() {
  document.querySelector(`td.day[data-date="${CSS.escape($('jump').value)}"]`)?.focus();
}

/** One tab stop per calendar; the arrow keys move it, focus or a click shows the day's details. */
function listen(table, cells, archive, log, details) {
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
  table.addEventListener('focusin', (event) => {
    const cell = event.target.closest('.day');
    if (cells.has(cell)) {
      choose(cell);
    }
  });
  table.addEventListener('click', (event) => {
    const cell = event.target.closest('.day');
    if (cells.has(cell)) {
      cell.focus();
      announce(details);
    }
  });
  const steps = new Map([
    ['ArrowUp', -1], ['ArrowDown', 1], ['ArrowLeft', -7], ['ArrowRight', 7], ['PageUp', -28], ['PageDown', 28],
  ]);
  table.addEventListener('keydown', (event) => {
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
