import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findings, resourcesOf } from './checks.mjs';
import { Repository } from './repository.mjs';
import { uncheckedTypes } from './resource-types.mjs';
import { NOT_CAUGHT, SEEDED_FAULTS } from './seeded-faults.mjs';
import { TYPE_DATA_PACKAGE, readTypeData } from './type-data.mjs';

const root = process.env.CALLARCHIVE_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), '../../..');
const repository = Repository.read(root);
const resources = resourcesOf(repository);
const typeData = await readTypeData([...new Set(resources.deployed.map(({ type }) => type))]);
const noTypeData = typeData ? false : `${TYPE_DATA_PACKAGE} is not made for this platform`;

const shown = (found) => found.map(({ check, where, text }) => `${check}: ${text} (${where})`).join('\n');

test('the infrastructure is sound', async () => {
  assert.equal(shown(await findings(repository, typeData)), '');
});

test('some deployment makes every resource that is declared', () => {
  assert.deepEqual(resources.never, []);
});

test('resource types are checked against their type data', { skip: noTypeData }, () => {
  assert.ok(uncheckedTypes(resources.deployed, typeData).length < typeData.size / 2);
});

let caught = 0;

describe('a seeded fault is caught:', () => {
  for (const { name, file, from, to, finding } of SEEDED_FAULTS) {
    const skip = finding.source.startsWith('^types') && noTypeData;
    test(name, { skip }, async () => {
      const text = repository.text(file);
      assert.ok(text.includes(from), `${file} does not hold what this fault changes: ${from}`);
      const found = await findings(
        repository.with(
          file,
          text.replace(from, () => to),
        ),
        typeData,
      );
      assert.ok(
        found.some(({ check, text: said }) => finding.test(`${check}: ${said}`)),
        `nothing like ${finding} in:\n${shown(found)}`,
      );
      caught += 1;
    });
  }
});

after(() => {
  const types = new Set(resources.deployed.map(({ type }) => type));
  const unchecked = uncheckedTypes(resources.deployed, typeData);
  console.log(
    [
      `Infrastructure: ${resources.count} resources of ${types.size} types; ${caught} of ${SEEDED_FAULTS.length} seeded faults caught.`,
      `Properties unchecked, for want of type data: ${unchecked.join(', ')}.`,
      'Not caught by these checks:',
      ...NOT_CAUGHT.map((text) => `  - ${text}`),
    ].join('\n'),
  );
});
