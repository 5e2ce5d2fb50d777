// Renews what is compiled of infra/: the snapshots, the templates of the buttons, and their digests. It needs the Bicep
// CLI and nothing else. With --release, first writes where that release is published into all that tells it:
//   node src/test/infra/renew.mjs [--release <owner>/<repository> <version>]
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BICEP_VERSION, Bicep } from './bicep.mjs';
import { DIGESTS, TEMPLATES, digests, parameterSets, snapshotOf } from './compiled.mjs';
import { released } from './release.mjs';
import { Repository } from './repository.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const write = (path, text) => writeFileSync(join(root, path), text);

const bicep = Bicep.find(root);
if (bicep?.version() !== BICEP_VERSION) {
  fail(`This needs Bicep ${BICEP_VERSION}: az bicep install --version v${BICEP_VERSION}`);
}

const [option, name, version] = process.argv.slice(2);
if (option === '--release') {
  for (const [path, text] of released(Repository.read(root), name, version)) {
    write(path, text);
  }
} else if (option !== undefined) {
  fail('usage: renew.mjs [--release <owner>/<repository> <version>]');
}

for (const [compiled, source] of TEMPLATES) {
  const { template, complaints } = bicep.build(source);
  if (complaints !== '') {
    fail(complaints);
  }
  write(compiled, template);
}
for (const path of parameterSets(Repository.read(root))) {
  const problem = bicep.snapshot(path, 'overwrite');
  if (problem !== '') {
    fail(problem);
  }
  write(snapshotOf(path), sorted(Repository.read(root).json(snapshotOf(path))));
}
write(DIGESTS, digests(Repository.read(root)));

/** Bicep writes the outputs in another order each time. */
function sorted({ outputs, ...snapshot }) {
  const inOrder = Object.fromEntries(Object.entries(outputs).sort());
  return `${JSON.stringify({ ...snapshot, outputs: inOrder }, null, 2)}\n`;
}

function fail(text) {
  console.error(text);
  process.exit(1);
}
