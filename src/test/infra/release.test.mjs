import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { notReleasable, notesOf, pomVersion, released } from './release.mjs';
import { Repository } from './repository.mjs';

const root = process.env.CALLARCHIVE_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), '../../..');
const OWNER = 'contoso/calls';
const VERSION = pomVersion(Repository.read(root));
const CHANGELOG = '.github/CHANGELOG.md';

/** The repository as the commit of a release of this version by that owner. */
function ready() {
  const repository = released(Repository.read(root), OWNER, VERSION).reduce(
    (all, [path, text]) => all.with(path, text),
    Repository.read(root),
  );
  const section = `## Unreleased\n\n## ${VERSION} - 2026-12-01\n\n### Added\n\n* [Files](../infra/docs/files.md#names),\n  and more.\n* Another.\n\n## 0.0.9 - 2026-01-01\n\n* Older.\n`;
  return repository.with(CHANGELOG, `# Changelog\n\nWords.\n\n${section}`);
}

describe('a commit is a release only if', () => {
  const refused = (repository, version = VERSION) => notReleasable(repository, OWNER, version).join('\n');

  test('all agrees', () => assert.equal(refused(ready()), ''));

  test('its tag is the version of the pom', () => {
    assert.match(refused(ready(), '9.9.9'), new RegExp(`pom\\.xml has version ${VERSION}, not 9\\.9\\.9: the tag must be v`));
  });

  test('every address is of that version', () => {
    for (const [path, text] of released(ready(), OWNER, '9.9.9')) {
      assert.match(refused(ready().with(path, text)), new RegExp(`${path} tells of contoso/calls v9\\.9\\.9, not of .*renew\\.mjs`));
    }
  });

  test('every address is of that repository', () => {
    const [[path, text]] = released(ready(), 'fabrikam/calls', VERSION);
    assert.match(refused(ready().with(path, text)), /main\.bicep tells of fabrikam\/calls/);
  });

  test('the changelog has words for it, under a date', () => {
    const ofAnother = `## ${VERSION} - 2026-12-01\n\n## 0.0.9 - 2026-01-01`;
    for (const heading of ['## Unreleased', `## ${VERSION}`, '## 9.9.9 - 2026-12-01', ofAnother]) {
      const changelog = `# Changelog\n\n${heading}\n\n* Words.\n`;
      assert.match(refused(ready().with(CHANGELOG, changelog)), /CHANGELOG\.md has nothing under/, heading);
    }
  });

  test('it has the name of a version', () => {
    for (const version of ['latest', '1.2', 'v1.2.3', '1.2.3; true', '']) {
      assert.match(refused(ready(), version), /a version such as 1\.2\.3/);
    }
  });
});

test("the notes are the version's section, unwrapped, and their links lead into that release", () => {
  assert.equal(
    notesOf(ready(), VERSION, OWNER),
    `### Added\n\n* [Files](https://github.com/contoso/calls/blob/v${VERSION}/infra/docs/files.md#names), and more.\n* Another.`,
  );
});

describe('the workflow of a tag', () => {
  const workflow = parse(readFileSync(join(root, '.github/workflows/release.yml'), 'utf8'));
  const { build, attest, publish } = workflow.jobs;
  const runs = (job) => job.steps.map(({ run }) => run ?? '').join('\n');

  test('gives each job what it needs and no more', () => {
    assert.deepEqual(workflow.permissions, {});
    assert.deepEqual(build.permissions, { contents: 'read' });
    assert.deepEqual(attest.permissions, { 'id-token': 'write', attestations: 'write' });
    assert.deepEqual(publish.permissions, { contents: 'write' });
    assert.doesNotMatch(runs(attest) + runs(publish), /mvn|npm|node/);
  });

  test('shows a release only once it is whole', () => {
    const steps = publish.steps.map(({ run }) => run).filter(Boolean);
    assert.match(steps[0], /release create .*--draft --verify-tag .*SHA256SUMS$/);
    assert.match(steps[1], /release edit .*--draft=false$/);
    assert.deepEqual([attest.needs, publish.needs], ['build', 'attest']);
  });

  test('takes no text of an event into a script', () => {
    assert.doesNotMatch(runs(build) + runs(attest) + runs(publish), /\$\{\{/);
  });
});

/** The script at work on a copy of the repository; the package is the built one, or made up. */
describe('the script of a release', () => {
  const zip = join(root, `target/callarchive-${VERSION}.zip`);
  const libraries = join(root, `target/callarchive-${VERSION}.cdx.json`);
  const unbuilt = !(existsSync(zip) && existsSync(libraries)) && 'mvn package has made no package, or was offline';
  let copy;

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'release-'));
    const repository = ready();
    for (const path of repository.paths(/^(pom\.xml|README\.md|\.github\/.*|infra\/[^/]*\.(json|bicep)|infra\/graph-grant\/.*)$/)) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), repository.text(path));
    }
    cpSync(join(root, '.github/release.mjs'), join(copy, '.github/release.mjs'));
    mkdirSync(join(copy, 'src/test/infra'), { recursive: true });
    for (const module of ['release.mjs', 'repository.mjs']) {
      cpSync(join(root, 'src/test/infra', module), join(copy, 'src/test/infra', module));
    }
    mkdirSync(join(copy, 'target/azure-functions/callarchive'), { recursive: true });
    mkdirSync(join(copy, 'src/test/resources/versions', VERSION), { recursive: true });
  });

  afterEach(() => rmSync(copy, { recursive: true }));

  const run = (...args) => spawnSync(process.execPath, ['.github/release.mjs', ...args], { cwd: copy, encoding: 'utf8' });
  const built = () => [zip, libraries].forEach((file) => cpSync(file, join(copy, 'target', basename(file))));
  const refused = (words) => {
    const { status, stderr } = run(OWNER, VERSION);
    assert.match(stderr, words);
    assert.equal(status, 1);
    assert.equal(existsSync(join(copy, 'target/release')), false);
  };

  test('says before the build whether there can be a release', () => {
    assert.equal(run('--check', OWNER, VERSION).status, 0);
    assert.equal(run('--check', OWNER, '9.9.9').status, 1);
  });

  test('makes all that is attached', { skip: unbuilt }, () => {
    built();
    const { status, stderr } = run(OWNER, VERSION);
    assert.equal(status, 0, stderr);
    const folder = join(copy, 'target/release');
    assert.deepEqual(readdirSync(folder).sort(), ['SHA256SUMS', basename(libraries), basename(zip), 'notes.md'].sort());
    assert.match(readFileSync(join(folder, 'notes.md'), 'utf8'), /^### Added\n/);
    if (process.platform === 'linux') {
      execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder });
    }
  });

  test('names each library in the package, and none that only builds or tests it', { skip: unbuilt }, () => {
    const listed = JSON.parse(readFileSync(libraries, 'utf8')).components.map(({ name, version }) => `lib/${name}-${version}.jar`);
    const packaged = execFileSync('jar', ['--list', '--file', zip], { encoding: 'utf8' })
      .split(/\r?\n/)
      .filter((file) => /^lib\/./.test(file));
    // Of the one the few classes that are used are in the app's own jar; the other is the platform's, and left to it.
    const elsewhere = /^lib\/(microsoft-graph-beta|azure-functions-java-core-library)-/;
    assert.deepEqual(listed.filter((file) => !elsewhere.test(file)).sort(), packaged.sort());
    assert.equal(listed.length, packaged.length + 2);
    assert.ok(packaged.length > 30);
  });

  test('refuses a version whose forms were not kept', () => {
    rmSync(join(copy, 'src/test/resources/versions', VERSION), { recursive: true });
    refused(/there is no src\/test\/resources\/versions\/.*: run VersionBeforeIT/);
  });

  test('refuses without a package', () => refused(/there is no target\/callarchive-.*\.zip: run mvn verify/));

  test('refuses settings of a machine', { skip: unbuilt }, () => {
    built();
    const settings = { Values: { FUNCTIONS_WORKER_RUNTIME: 'java', ARCHIVE_STORAGE: 'AccountKey=secret' } };
    writeFileSync(join(copy, 'target/azure-functions/callarchive/local.settings.json'), JSON.stringify(settings));
    refused(/local\.settings\.json has settings of a machine: build a release from a clean checkout/);
    assert.doesNotMatch(run(OWNER, VERSION).stderr, /secret/);
  });

  test('refuses what is not the app, and a folder in place of its files', { skip: unbuilt }, () => {
    built();
    writeFileSync(join(copy, 'local.settings.json'), '{}');
    execFileSync('jar', ['--update', '--no-manifest', '--file', join(copy, 'target', basename(zip)), 'local.settings.json'], { cwd: copy });
    refused(/\.zip must not hold local\.settings\.json/);
    execFileSync('jar', ['--create', '--no-manifest', '--file', join(copy, 'target', basename(zip)), 'pom.xml'], { cwd: copy });
    refused(/must not hold pom\.xml[^]*has no host\.json at its root/);
  });
});
