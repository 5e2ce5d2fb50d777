import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BICEP_VERSION, Bicep } from './bicep.mjs';
import { RENEW, TEMPLATES, bicepFiles, entryPoints, parameterSets } from './compiled.mjs';
import { Repository } from './repository.mjs';

const root = process.env.CALLARCHIVE_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), '../../..');
const repository = Repository.read(root);

/** Where BICEP is `required`, its absence is a failure, and so is a Microsoft Graph extension that cannot be fetched. */
const required = process.env.BICEP === 'required';
const bicep = Bicep.find(root);
const absent =
  !required && bicep === undefined && `there is no Bicep CLI: az bicep install --version v${BICEP_VERSION}`;

/** Bicep's word for an extension that cannot be fetched. */
const OFFLINE = 'BCP192';

describe('Bicep', { skip: absent }, () => {
  test('is of the version that the repository is compiled with', () => {
    assert.equal(bicep?.version(), BICEP_VERSION);
  });

  for (const path of entryPoints(repository)) {
    test(`lints ${path}`, (t) => {
      const complaints = bicep.lint(path);
      if (!required && complaints.includes(OFFLINE)) {
        t.skip('its extension cannot be fetched');
      } else {
        assert.equal(complaints, '');
      }
    });
  }

  for (const path of bicepFiles(repository)) {
    test(`formats ${path} as it is`, () => {
      assert.equal(bicep.formatted(path), repository.text(path));
    });
  }

  for (const [compiled, source] of TEMPLATES) {
    test(`builds ${compiled} of ${source}`, (t) => {
      const { template, complaints } = bicep.build(source);
      if (!required && complaints.includes(OFFLINE)) {
        t.skip('its extension cannot be fetched');
      } else {
        assert.equal(complaints, '');
        assert.equal(template, repository.text(compiled), `run: ${RENEW}`);
      }
    });
  }

  for (const path of parameterSets(repository)) {
    test(`deploys ${path} as its snapshot says`, () => {
      assert.equal(bicep.snapshot(path, 'validate'), '', `if that is meant, run: ${RENEW}`);
    });
  }
});
