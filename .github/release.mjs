#!/usr/bin/env node
// Makes what a release attaches, of what `mvn verify` or `mvn package` has built, without GitHub and without a network:
//   node .github/release.mjs <owner>/<repository> 1.2.3            into target/release: the package, the list of its
//                                                                  libraries, SHA256SUMS, and the notes
//   node .github/release.mjs --check <owner>/<repository> 1.2.3    only says whether this commit can be that release
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notReleasable, notesOf } from '../src/test/infra/release.mjs';
import { Repository } from '../src/test/infra/repository.mjs';

/** What Azure runs, and the command line beside it. Anything else has no business in the package. */
const PACKAGED = /^(host\.json|callarchive(\.cmd|-[\w.-]+\.jar)?|lib\/[\w.-]+\.jar|[A-Z]\w+\/function\.json)$/;

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const checkOnly = process.argv[2] === '--check';
const [name, version] = process.argv.slice(checkOnly ? 3 : 2);

const repository = Repository.read(root);
refuse([...notReleasable(repository, name, version), ...leftNothingBehind()]);
if (checkOnly) {
  process.exit();
}

const built = join(root, 'target');
const folder = join(built, 'release');
const packaged = `callarchive-${version}.zip`;
const libraries = `callarchive-${version}.cdx.json`;
refuse([...unbuilt(), ...foreign(), ...settingsOfAMachine()]);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const file of [packaged, libraries]) {
  copyFileSync(join(built, file), join(folder, file));
}
writeFileSync(join(folder, 'SHA256SUMS'), [libraries, packaged].map(sum).join(''));
writeFileSync(join(folder, 'notes.md'), `${notesOf(repository, version, name)}\n`);
console.log(`${folder}: ${packaged}, ${libraries}, SHA256SUMS, notes.md`);

/** Of a version that is no version the other checks tell. */
function leftNothingBehind() {
  const forms = `src/test/resources/versions/${version}`;
  return existsSync(join(root, forms)) ? [] : [`there is no ${forms}: run VersionBeforeIT with -Dversions.write`];
}

function unbuilt() {
  return [packaged, libraries]
    .filter((file) => !existsSync(join(built, file)))
    .map((file) => `there is no target/${file}: run mvn verify (offline, Maven leaves the list of libraries out)`);
}

/** The listing is that of the JDK, which has built it. */
function foreign() {
  if (!existsSync(join(built, packaged))) {
    return [];
  }
  const path = [join(process.env.JAVA_HOME ?? '', 'bin'), process.env.PATH].join(delimiter);
  const listed = execFileSync('jar', ['--list', '--file', join(built, packaged)], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });
  const files = listed.split(/\r?\n/).filter((file) => file !== '' && !file.endsWith('/'));
  return [
    ...files.filter((file) => !PACKAGED.test(file)).map((file) => `${packaged} must not hold ${file}`),
    ...['host.json', 'callarchive', `callarchive-${version}.jar`]
      .filter((file) => !files.includes(file))
      .map((file) => `${packaged} has no ${file} at its root`),
  ];
}

/** Staging copies a developer's settings, which may be secrets; without any it writes a file that names the runtime. */
function settingsOfAMachine() {
  const file = 'target/azure-functions/callarchive/local.settings.json';
  const values = existsSync(join(root, file)) ? JSON.parse(readFileSync(join(root, file), 'utf8')).Values : {};
  return Object.keys(values).some((setting) => setting !== 'FUNCTIONS_WORKER_RUNTIME')
    ? [`${file} has settings of a machine: build a release from a clean checkout`]
    : [];
}

/** A line as sha256sum writes and checks it. */
function sum(file) {
  return `${createHash('sha256').update(readFileSync(join(folder, file))).digest('hex')}  ${file}\n`;
}

function refuse(problems) {
  if (problems.length > 0) {
    console.error(problems.map((text) => `No release: ${text}`).join('\n'));
    process.exit(1);
  }
}
