import { KustoDatabase } from './kusto.mjs';

export const VIEWS = 'infra/lake/data-explorer/views.kql';

/** The tables of Application Insights that queries here use: Microsoft's "Azure Monitor Logs reference", classic names. */
const EVERY_ITEM =
  'timestamp: datetime, severityLevel: int, itemType: string, customDimensions: dynamic, customMeasurements: dynamic, operation_Name: string, operation_Id: string, cloud_RoleName: string, cloud_RoleInstance: string';
const TABLES = {
  traces: `(message: string, ${EVERY_ITEM})`,
  // The lake's access log, where it is kept: "StorageBlobLogs" in the same reference.
  StorageBlobLogs: '(TimeGenerated: datetime, OperationName: string, ObjectKey: string, RequesterObjectId: string, CallerIpAddress: string)',
  exceptions: `(type: string, outerMessage: string, innermostMessage: string, problemId: string, ${EVERY_ITEM})`,
};

/** Every query of the views, the alerts and the documents parses, and its names bind. */
export function checkQueries(repository, deployed) {
  const { found, database } = viewsOf(repository);
  const problems = ({ where, query }) =>
    database.problemsIn(query).map((text) => ({ check: 'queries', where, text: `${text} In: ${query}` }));
  return [...found, ...alertQueries(deployed).flatMap(problems), ...documentedQueries(repository).flatMap(problems)];
}

const read = new Map();

/** Read once, however often the same text is checked. */
function viewsOf(repository) {
  const text = repository.text(VIEWS);
  if (!read.has(text)) {
    read.set(text, checkViews(text));
  }
  return read.get(text);
}

/** The commands in their order, each with what those before it have made; then a query on each function. */
function checkViews(text) {
  const database = new KustoDatabase();
  const problem = (said) => ({ check: 'queries', where: VIEWS, text: said });
  const [head, ...commands] = text.split(/^(?=\.create)/m);
  const functions = [];
  const found = commands.flatMap((command) => {
    const problems = database.problemsIn(command);
    const [, table, own, partitions] =
      /external table (\w+) \((.*)\)\n[\s\S]*?partition by \((.*)\)\n/.exec(command) ?? [];
    const [, name, parameters, body] = /function (?:with \(.*?\) )?(\w+)(\(.*?\)) (\{[\s\S]*?^\})/m.exec(command) ?? [];
    if (table) {
      database.withExternalTable(table, `(${own}, ${partitions})`);
    } else if (name) {
      database.withFunction(name, parameters, body);
      functions.push({ name, parameters });
    } else {
      problems.push('neither an external table nor a function');
    }
    return problems.map((said) => problem(`${said} In: ${command.split('\n')[0]}`));
  });
  const views = functions.filter(({ parameters }) => parameters === '()');
  const queries = views.map(({ name }) => `${name} | where ['date'] > ago(2d) | summarize count() by log`);
  for (const [name, columns] of Object.entries(TABLES)) {
    database.withTable(name, columns);
  }
  return {
    database,
    views: views.map(({ name }) => name),
    found: [
      ...found,
      ...[...queries, firstQuery(head)].flatMap((query) =>
        database.problemsIn(query).map((said) => problem(`${said} In: ${query}`)),
      ),
      ...database.problemsIn(head + commands[0]).map((said) => problem(`${said} In the command around the script`)),
    ],
  };
}

/** How many commands there are, and on which views a query was bound. */
export function boundViews(repository) {
  return { commands: repository.text(VIEWS).match(/^\.create/gm).length, views: viewsOf(repository).views };
}

/** The one that the header shows how to write. */
const firstQuery = (head) => /^\/\/.*: (\w+ \| .*)$/m.exec(head)?.[1] ?? 'the header shows no query';

const alertQueries = (deployed) =>
  deployed.flatMap(({ resources }) =>
    resources
      .filter(({ type }) => type === 'Microsoft.Insights/scheduledQueryRules')
      .flatMap(({ where, properties }) => properties.criteria.allOf.map(({ query }) => ({ where, query }))),
  );

const documentedQueries = (repository) =>
  repository.paths(/^(README|infra\/.*|\.github\/.*)\.md$/).flatMap((where) =>
    [...repository.text(where).matchAll(/^```kusto\n([\s\S]*?)^```/gm)].map(([, query]) => ({
      where,
      query: query.trim(),
    })),
  );
