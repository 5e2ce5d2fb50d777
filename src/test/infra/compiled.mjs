import { createHash } from 'node:crypto';

/** The one command that renews all that is compiled. */
export const RENEW = 'node src/test/infra/renew.mjs';

/** Templates that the portal and the Azure CLI take from an address, each with its source. */
export const TEMPLATES = new Map([
  ['infra/azuredeploy.json', 'infra/main.bicep'],
  ['infra/graph-grant/role.json', 'infra/graph-grant/role.bicep'],
]);

export const DIGESTS = 'infra/compiled.sha256';
const SOURCES = /^infra\/.*(\.bicep|\.bicepparam|bicepconfig\.json)$/;
const SNAPSHOTS = /^infra\/snapshots\/.*\.snapshot\.json$/;

export const parameterSets = (repository) => repository.paths(/^infra\/snapshots\/.*\.bicepparam$/);
export const bicepFiles = (repository) => repository.paths(/^infra\/.*\.bicep(param)?$/);

/** A module is linted with what uses it. */
export const entryPoints = (repository) => repository.paths(/^infra\/(?!modules\/).*\.bicep$/);
export const snapshotOf = (parameterSet) => parameterSet.replace(/\.bicepparam$/, '.snapshot.json');

/** As `sha256sum` writes it: what is compiled, and all that it is compiled from. */
export function digests(repository) {
  const paths = [...repository.paths(SOURCES), ...repository.paths(SNAPSHOTS), ...TEMPLATES.keys()].sort();
  return paths
    .filter((path) => repository.has(path))
    .map((path) => `${sha256(repository.text(path))}  ${path}\n`)
    .join('');
}

/** A check-out on Windows may have other line ends. */
const sha256 = (text) => createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');

/** What of the compiled files does not belong to the sources as they are, told without a compiler. */
export function checkCompiled(repository) {
  const lines = (text) => text.split(/\r?\n/).filter((line) => line !== '');
  const noted = lines(repository.has(DIGESTS) ? repository.text(DIGESTS) : '');
  const now = lines(digests(repository));
  const path = (line) => line.slice(line.indexOf('  ') + 2);
  return [...new Set([...noted, ...now].filter((line) => !noted.includes(line) || !now.includes(line)).map(path))].map(
    (where) => ({ check: 'compiled', where, text: `${where} is not as it was when compiled; run: ${RENEW}` }),
  );
}
