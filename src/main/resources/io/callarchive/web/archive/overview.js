// A row for each log: what somebody wants to know first.

const COLUMNS = ['log', 'yesterday', 'last 7 days', 'settled up to', 'oldest day still to be had'];

function overviewCells(archive, log) {
  const today = dayNumber(archive.today);
  const day = (value) => log.byDate.get(dateOf(value));
  const yesterday = day(today - 1);
  const week = [7, 6, 5, 4, 3, 2, 1].map((age) => day(today - age)).filter((one) => one !== undefined);
  const there = week.filter((one) => ARCHIVED.includes(one.state)).length;
  const oldest = isNumber(log.keptDays) ? dateOf(today - log.keptDays) : log.seen ? `${log.seen.date}, as far as is known` : 'not stated';
  return [
    [yesterday ? stateOf(yesterday).word : 'not shown', yesterday !== undefined && isOpen(yesterday)],
    [week.length === 0 ? 'not shown' : `${there} of ${week.length} archived`, week.some(isOpen)],
    [known(log.newestSettled) ? log.newestSettled : 'none yet', false],
    [oldest, false],
  ];
}

function showOverview(archive) {
  const head = element('thead', {}, element('tr', {}, ...COLUMNS.map((name) => element('th', { scope: 'col' }, name))));
  const rows = archive.logs.map((log) => element('tr', {}, element('th', { scope: 'row' }, log.name),
    ...overviewCells(archive, log).map(([words, open], index) =>
      element('td', { 'data-name': COLUMNS[index + 1], class: open ? 'open' : '' }, words))));
  $('overview').replaceChildren(head, element('tbody', {}, ...rows));
}
