import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { findings } from './checks.mjs';
import { boundViews } from './queries.mjs';
import { released } from './release.mjs';
import { Repository } from './repository.mjs';
import { NOT_CAUGHT, SEEDED_FAULTS } from './seeded-faults.mjs';
import { deployments } from './snapshots.mjs';

const root = process.env.CALLARCHIVE_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), '../../..');
const repository = Repository.read(root);
const deployed = deployments(repository);

const shown = (found) => found.map(({ check, where, text }) => `${check}: ${text} (${where})`).join('\n');

test('the infrastructure is sound', async () => {
  assert.equal(shown(await findings(repository)), '');
});

test('the Kusto views are an external table, two functions, and a view and a distinct one for each log', () => {
  const { commands, views } = boundViews(repository);
  assert.equal(commands, 13);
  assert.equal(views.length, 10);
});

test('those who may read the files are those who were named', () => {
  const { resources } = deployed.find(({ name }) => name === 'everything');
  const readers = resources
    .filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
    .map(({ properties }) => properties.principalId)
    .filter((principalId) => !principalId.startsWith('['));
  assert.deepEqual(readers, ['00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-00000000000b']);
});

test('what is there already is used, and not made', () => {
  const { resources } = deployed.find(({ name }) => name === 'existing');
  const types = new Set(resources.map(({ type }) => type));
  for (const made of ['Microsoft.Resources/resourceGroups', 'Microsoft.Network/virtualNetworks', 'Microsoft.Network/privateDnsZones']) {
    assert.ok(!types.has(made), made);
  }
  const of = (type) => resources.filter((one) => one.type === type);
  assert.ok(resources.every(({ id }) => id.includes('/resourceGroups/telephony/')));
  assert.match(of('Microsoft.Web/sites')[0].properties.virtualNetworkSubnetId, /\/corporate\/subnets\/app$/);
  assert.ok(of('Microsoft.Network/privateEndpoints').every(({ properties }) => properties.subnet.id.endsWith('/corporate/subnets/endpoints')));
  assert.deepEqual(
    of('Microsoft.Network/privateEndpoints/privateDnsZoneGroups').map(({ id }) => /pe-([a-z-]+)/.exec(id)[1]),
    ['host-blob', 'lake-blob'],
    'the queue is registered by a policy',
  );
});

test('every resource that takes tags has those that were given', () => {
  const { resources } = deployed.find(({ name }) => name === 'everything');
  for (const { id, tags } of resources.filter((one) => one.tags)) {
    assert.equal(tags['cost-center'], '42', id);
    assert.equal(tags.owner, 'telephony=a', id);
  }
});

test('a preview knows the id of every resource: none comes from another one', () => {
  const unknown = deployed.flatMap(({ resources }) => resources.filter(({ id }) => id.includes('reference(')));
  assert.deepEqual(unknown, []);
});

test('the outputs tell what is left to do, with the values filled in', () => {
  const outputs = repository.json('infra/snapshots/portal.snapshot.json').outputs;
  assert.match(outputs.NEXT_1_GRANT_THE_GRAPH_ROLE, /grant-graph-role\.sh \| bash -s -- --identity .*principalId/);
  assert.match(outputs.NEXT_1_GRANT_THE_GRAPH_ROLE, /https:\/\/graph\.microsoft\.us\/beta/);
  assert.match(outputs.NEXT_2_ARCHIVE_YESTERDAY, /first-day\.sh \| bash -s -- --app func-callarchive-\w+ --group rg-callarchive/);
  assert.match(outputs.NEXT_3_COPY_A_FUNCTION_KEY, /\/appKeys', environment\(\)\.portal/);
  assert.match(outputs.NEXT_4_LOOK_AT_THE_STATUS_PAGE, /\/api\/archive\?code=<key>.*defaultHostName/);
});

test('the form takes the countries and the days that the app takes, and no others', () => {
  const fields = repository.json('infra/uiFormDefinition.json').view.properties.steps.flatMap(({ elements }) => elements);
  const field = (name) => fields.find((one) => one.name === name).constraints;
  const refused = (name, ...texts) => {
    const { regex } = field(name).validations[0];
    return texts.filter((text) => !new RegExp(regex).test(text));
  };
  const days = field('archiveLogs').allowedValues.map(({ value }) => `${value}=365`);
  const notCountries = ['no', 'NOR', 'NO,', 'NO GB', ','];
  const notDays = ['fax=90', 'sms', 'sms=', 'sms=0', 'sms=-1', 'sms=90 pstn=90', 'sms=90,'];
  assert.deepEqual(refused('archiveCountries', '', 'NO', 'NO,GB', ' NO, GB '), []);
  assert.deepEqual(refused('archiveCountries', ...notCountries), notCountries);
  assert.deepEqual(refused('archiveKeptDays', '', ...days, days.join(','), days.join(' , ')), []);
  assert.deepEqual(refused('archiveKeptDays', ...notDays), notDays);
});

test('a release of a fork is told of everywhere, and only there', () => {
  const files = released(repository, 'contoso/calls', '1.2.3');
  const all = files.map(([, text]) => text).join('\n');
  assert.doesNotMatch(all, /callarchive(\/|%2F)callarchive\b/);
  assert.match(all, /github\.com\/contoso\/calls\/releases\/download\/v1\.2\.3\/callarchive-1\.2\.3\.zip/);
  assert.match(all, /raw\.githubusercontent\.com%2Fcontoso%2Fcalls%2Fv1\.2\.3%2Finfra%2Fazuredeploy\.json/);
  assert.throws(() => released(repository, 'contoso', 'latest'), /owner/);
});

test('Dependabot watches every manifest, and nothing else', () => {
  const ecosystems = new Map([['package.json', 'npm'], ['requirements.txt', 'pip']]);
  const manifests = readdirSync(join(root, 'src'), { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => ecosystems.has(basename(file)) && !file.includes('node_modules'))
    .map((file) => `${ecosystems.get(basename(file))} /src/${dirname(file)}`);
  const { updates } = parse(repository.text('.github/dependabot.yml'));
  assert.deepEqual(
    updates.map((update) => `${update['package-ecosystem']} ${update.directory}`).sort(),
    ['maven /', 'github-actions /', ...manifests].sort(),
  );
});

let caught = 0;

describe('a seeded fault is caught:', () => {
  for (const { name, file, from, to, finding } of SEEDED_FAULTS) {
    test(name, async () => {
      const text = repository.text(file);
      const changed = text.replace(from, from instanceof RegExp ? to : () => to);
      assert.notEqual(changed, text, `${file} does not hold what this fault changes: ${from}`);
      const found = await findings(repository.with(file, changed));
      assert.ok(
        found.some(({ check, text: said }) => finding.test(`${check}: ${said}`)),
        `nothing like ${finding} in:\n${shown(found)}`,
      );
      caught += 1;
    });
  }
});

after(() => {
  const types = new Set(deployed.flatMap(({ resources }) => resources.map(({ type }) => type)));
  console.log(
    [
      `Infrastructure: ${types.size} resource types in ${deployed.length} deployments; ${caught} of ${SEEDED_FAULTS.length} seeded faults caught.`,
      'Not caught by these checks:',
      ...NOT_CAUGHT.map((text) => `  - ${text}`),
    ].join('\n'),
  );
});
