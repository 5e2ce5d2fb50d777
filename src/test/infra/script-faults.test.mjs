import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { root, windows } from './az-stand-in.mjs';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const GRANT = 'grant-graph-role.sh';
const FIRST_DAY = 'first-day.sh';
const SIGN_IN = 'sign-in.sh';
const BEFORE = 'hooks/preprovision.sh';
const GRANTING = 'hooks/postprovision.sh';

/** Small mistakes in the scripts, one a line: what is changed, and which test of which file has to turn red. */
// prettier-ignore
const FAULTS = [
  ['an identity that is new is given up', GRANT, '! is_passing "$problem"', 'true', 'grant-graph-role', 'bash: an identity that Entra ID does not know'],
  ['what stays wrong is tried again', GRANT, '    *) return 1 ;;\n  esac\n}', '    *) ;;\n  esac\n}', 'grant-graph-role', 'bash: what no waiting changes'],
  ['a grant of somebody else is an error', GRANT, '*"Permission being assigned already exists"*) return 0', '*"no such words"*) return 0', 'grant-graph-role', 'bash: a grant that somebody else'],
  ['more is granted than is asked for', GRANT, '  role=${role:-$NARROW}', '  role=${role:-$WIDE}', 'grant-graph-role', 'bash: the first run grants the narrow role'],
  ['an app without the role is asked for its token', GRANT, "  echo 'The app was not asked", "  check_token\n  echo 'The app was not asked", 'grant-graph-role', 'bash: --check does not ask the app'],
  ['an old token passes for a new one', GRANT, '    return 5', '    return 0', 'grant-graph-role', 'bash: --check explains a token'],
  ['azd goes on without the role', GRANTING, /exit 1\n$/, 'exit 0\n', 'hooks', 'where nobody may grant'],
  ['a preview grants', GRANTING, '-z "$IDENTITY_PRINCIPAL_ID"', '-z "no"', 'hooks', 'a preview provisions nothing'],
  ['a region without Flex Consumption passes', BEFORE, 'grep -qxF "$AZURE_LOCATION"', 'grep -q .', 'hooks', 'a region without Flex Consumption'],
  ['another tenant passes for the right one', BEFORE, '[ "$tenant" != "$id" ]', '[ a != a ]', 'hooks', 'what cannot be looked up'],
  ['a tenant without Teams passes', BEFORE, "'^(TEAMS|MCO)'", "'.'", 'hooks', 'a tenant without Teams'],
  ['the key is on a command line', FIRST_DAY, '--headers "@$headers"', '--headers "$(cat "$headers")"', 'first-day', 'the key is in no output'],
  ['a day that failed is a success', FIRST_DAY, '(provisional|settled|erased)', '(provisional|settled|erased|failed|in-progress)', 'first-day', 'a day that is not archived in time'],
  ['an empty answer is a success', FIRST_DAY, '(provisional|settled|erased)', '(provisional|settled|erased|)', 'first-day', 'an answer without any log'],
  ['a day is ordered of an app that is not well', FIRST_DAY, '  wait_until_well\n', '', 'first-day', 'an app that does not get well'],
  ['the whole tenant may sign in', SIGN_IN, 'appRoleAssignmentRequired=true', 'appRoleAssignmentRequired=false', 'sign-in', 'an application without a secret'],
  ['a sign-in without callers', SIGN_IN, '((${#callers[@]})) ||', 'true ||', 'sign-in', 'without a caller'],
  ['a second run makes a second credential', SIGN_IN, '! grep -qxF "$identity"', '! grep -qxF "nobody"', 'sign-in', 'the second time nothing'],
];

describe('a fault in a script turns its test red:', { concurrency: 3, skip: windows }, () => {
  for (const [name, script, from, to, file, pattern] of FAULTS) {
    test(name, async () => {
      const copy = mkdtempSync(join(tmpdir(), 'fault-'));
      try {
        cpSync(join(root, 'infra'), join(copy, 'infra'), { recursive: true });
        const path = join(copy, 'infra', script);
        const text = readFileSync(path, 'utf8');
        const changed = text.replace(from, () => to);
        assert.notEqual(changed, text, `${script} does not hold what this fault changes: ${from}`);
        writeFileSync(path, changed);
        const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
        // Its exit code is 1 if a test is red, which is what is wanted; the promise then fails with the output.
        const done = await run(
          process.execPath,
          ['--test', '--test-reporter=tap', `--test-name-pattern=${pattern}`, join(here, `${file}.test.mjs`)],
          { env: { ...environment, CALLARCHIVE_ROOT: copy } },
        ).catch((red) => red);
        assert.match(done.stdout, /^# fail [1-9]/m, done.stdout);
        assert.match(done.stdout, /^not ok \d+ - .*/m);
      } finally {
        rmSync(copy, { recursive: true });
      }
    });
  }
});
