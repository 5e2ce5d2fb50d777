import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';

const root = process.env.CALLARCHIVE_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), '../../..');
const infra = join(root, 'infra');
const scripts = readdirSync(infra, { recursive: true }).filter((file) => file.endsWith('.sh'));
const windows = process.platform === 'win32' && 'these are scripts for bash';
const noShellcheck = spawnSync('shellcheck', ['--version']).error && 'shellcheck is not installed';

const say = ({ stdout, stderr }) => `${stdout}${stderr}`;

test('there are scripts to check', () => assert.ok(scripts.length >= 2));

for (const script of scripts) {
  test(`${script} is executable, as azd and the README take it to be`, { skip: windows }, () => {
    accessSync(join(infra, script), constants.X_OK);
  });

  test(`${script} parses`, { skip: windows }, () => {
    const shell = script.startsWith('hooks') ? 'sh' : 'bash';
    const done = spawnSync(shell, ['-n', join(infra, script)], { encoding: 'utf8' });
    assert.equal(done.status, 0, say(done));
  });

  test(`${script} has nothing that shellcheck warns of`, { skip: windows || noShellcheck }, () => {
    const done = spawnSync('shellcheck', [join(infra, script)], { encoding: 'utf8' });
    assert.equal(done.status, 0, say(done));
  });
}

const forPowerShell = readdirSync(infra, { recursive: true }).filter((file) => file.endsWith('.ps1'));

test('there are scripts for PowerShell to check', () => assert.ok(forPowerShell.length >= 2));

/** Where the grammar of PowerShell does not take a text; where pwsh is found, the scripts' own tests run them, too. */
async function faultsIn(text) {
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  const faults = [];
  const visit = (node) => {
    if (node.isError || node.isMissing) faults.push(`line ${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`);
    node.children.forEach(visit);
  };
  visit(parser.parse(text).rootNode);
  return faults;
}

for (const script of forPowerShell) {
  test(`${script} parses`, async () => {
    assert.deepEqual(await faultsIn(readFileSync(join(infra, script), 'utf8')), []);
  });
}

test('the grammar notices what PowerShell would not take', async () => {
  const script = readFileSync(join(infra, 'grant-graph-role.ps1'), 'utf8');
  assert.notDeepEqual(await faultsIn(script.replace('if ($done.Code -eq 0) {', 'if ($done.Code -eq 0 {')), []);
});

const page = join(root, 'src/main/resources/io/callarchive/web/archive');
const parts = readdirSync(page);

test('there are parts of the status page to check', () => assert.ok(parts.length >= 2));

for (const part of parts) {
  test(`${part} of the status page parses by itself`, () => {
    const done = spawnSync(process.execPath, ['--check', join(page, part)], { encoding: 'utf8' });
    assert.equal(done.status, 0, say(done));
  });
}
