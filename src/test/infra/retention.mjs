const DATA = 'src/main/resources/io/callarchive/retention/retention.json';
const PAGE = 'infra/docs/settings.md';

/** The page's table of how long Microsoft keeps the rows, against the data that the app takes it from. */
export function checkRetention(repository) {
  const { others, countries } = repository.json(DATA);
  const documented = new Map([...Object.entries(countries), ['others', others]]);
  const table = tableOf(repository.text(PAGE));
  const daysIn = (of, country, log) => of.get(country)?.[log] ?? 'not there';
  const logs = new Set([...documented.values(), ...table.values()].flatMap((days) => Object.keys(days)));
  return [...new Set([...documented.keys(), ...table.keys()])].flatMap((country) =>
    [...logs]
      .map((log) => [log, daysIn(table, country, log), daysIn(documented, country, log)])
      .filter(([, said, is]) => said !== is)
      .map(([log, said, is]) => ({
        check: 'retention',
        where: PAGE,
        text: `${log} in ${country}: ${said} in the table, ${is} in the data`,
      })),
  );
}

/** The days of each log, by country; the columns are the logs. */
function tableOf(page) {
  const [, columns, rows] = /^\| country of the user \|(.*)\|\n\|[-|]+\|\n((?:\|.*\n)+)/m.exec(page);
  const logs = [...columns.matchAll(/`([a-z-]+)`/g)].map(([, log]) => log);
  return new Map(
    [...rows.matchAll(/^\| (?:.* \(`([A-Z]{2})`\)|all (others)) \|(.*)\|$/gm)].map(([, country, others, cells]) => {
      const days = cells.split('|').map(Number);
      return [country ?? others, Object.fromEntries(logs.map((log, i) => [log, days[i]]))];
    }),
  );
}
