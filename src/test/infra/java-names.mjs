const SOURCE = 'src/main/java/io/callarchive';

/** The names that the Java code gives to what the infrastructure makes, read from its source. */
export function javaNames(repository) {
  const reader = repository.text(`${SOURCE}/app/SettingsReader.java`);
  const sources = repository.paths(/^src\/main\/java\/.*\.java$/).map((path) => repository.text(path));
  const queues = Object.fromEntries(
    repository
      .paths(/^src\/main\/java\/io\/callarchive\/queue\/\w+\.java$/)
      .flatMap((path) =>
        all(repository.text(path), /String NAME = "([^"]+)"/g).map(([name]) => [path.match(/(\w+)\.java$/)[1], name]),
      ),
  );
  const triggers = sources.flatMap((source) =>
    all(source, /@QueueTrigger\([^)]*queueName = (\w+)\.NAME(\s*\+ "([^"]*)")?,\s+connection = "(\w+)"/g),
  );
  return complete({
    defaults: new Map(all(reader, /\bvalue\(\s*"([A-Z_]+)",\s*"([^"]*)"/g)),
    connections: all(reader, /\bstorage\("(\w+)", "(\w+)"\)/g).map(([name, service]) => ({ name, service })),
    optional: all(reader, /[^_\w]set\("([A-Z_]+)"\)/g).flat(),
    containerSuffixes: all(repository.text(`${SOURCE}/lake/ContainerName.java`), /\b[A-Z]+_SUFFIX = "([^"]+)"/g).flat(),
    queues: Object.values(queues),
    triggerQueues: triggers.map(([file, , suffix = '']) => queues[file] + suffix),
    triggerConnections: triggers.map(([, , , connection]) => connection),
    placeholders: sources.flatMap((source) => all(source, /"%(\w+)%"/g).flat()),
    functions: sources
      .filter((source) => !source.includes('@HttpTrigger('))
      .flatMap((source) => all(source, /@FunctionName\("(\w+)"\)/g).flat()),
    endpoints: sources
      .flatMap((source) => all(source, /@HttpTrigger\([^)]*methods = HttpMethod\.(\w+),\s+route = "([^"]+)"/g))
      .map(([method, route]) => `${method} /api/${route}`),
    events: repository
      .text('src/main/java/io/callarchive/Event.java')
      .match(/enum Name \{([^}]*)\}/)[1]
      .match(/\w+/g),
    logs: all(repository.text('src/main/java/io/callarchive/CallLog.java'), /^\s+[A-Z_]+\(\s*"([a-z-]+)"/gm).flat(),
  });
}

/** A pattern that matches nothing any more would let everything pass. */
function complete(names) {
  const missing = Object.keys(names).filter((name) => (names[name].size ?? names[name].length) === 0);
  if (missing.length > 0) {
    throw new Error(`The Java code is written in another way: found no ${missing.join(', ')}`);
  }
  return names;
}

const all = (text, pattern) => [...text.matchAll(pattern)].map(([, ...groups]) => groups);
