// Runs a script of infra/ where the Azure CLI is a stand-in over a made-up tenant.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const root = process.env.CALLARCHIVE_ROOT ?? join(here, '../../..');
export const windows = process.platform === 'win32' && 'these are scripts for bash';

export const IDENTITY = '11111111-2222-3333-4444-555555555555';
export const NARROW = 'CallRecord-PstnCalls.Read.All';
export const WIDE = 'CallRecords.Read.All';

/** A folder for each test, and what the stand-in knows and does in it. */
export function standIn() {
  let folder;
  const file = () => join(folder, 'tenant.json');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'az-'));
    mkdirSync(join(folder, 'bin'));
    const az = `#!/bin/sh\nexec '${process.execPath}' '${join(here, 'fake-az.mjs')}' "$@"\n`;
    writeFileSync(join(folder, 'bin/az'), az, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return {
    /** Unlike real ids, these show at a glance what is what. */
    tenant(changes = {}) {
      const whole = {
        cloud: 'AzureCloud',
        graph: 'https://graph.microsoft.com',
        graphObject: 'graph-object',
        roles: { [NARROW]: 'role-narrow', [WIDE]: 'role-wide', 'User.Read.All': 'role-users' },
        identities: [{ id: IDENTITY, name: 'id-callarchive' }],
        users: [{ id: 'object-of-alice', userPrincipalName: 'alice@contoso.example' }],
        organization: {
          id: 'tenant',
          displayName: 'Contoso',
          verifiedDomains: [
            { name: 'contoso.onmicrosoft.example', isDefault: false },
            { name: 'contoso.example', isDefault: true },
          ],
        },
        subscriptionTenant: 'tenant',
        plans: ['EXCHANGE_S_ENTERPRISE', 'TEAMS1', 'MCOEV'],
        locations: ['westeurope', 'East US'],
        assignments: [],
        applications: [],
        principals: [],
        mayRead: true,
        mayGrant: true,
        troubles: [],
        calls: [],
        ...changes,
      };
      writeFileSync(file(), JSON.stringify(whole));
    },
    now: () => JSON.parse(readFileSync(file(), 'utf8')),
    folder: () => folder,
    run(command, args, { input, ...variables } = {}) {
      const path = [join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter);
      const done = spawnSync(command[0], [...command.slice(1), ...args], {
        encoding: 'utf8',
        input,
        env: { PATH: path, HOME: folder, FAKE_TENANT: file(), TMPDIR: folder, RETRY_PAUSE_SECONDS: '0', ...variables },
      });
      return { code: done.status, out: done.stdout, err: done.stderr };
    },
  };
}
