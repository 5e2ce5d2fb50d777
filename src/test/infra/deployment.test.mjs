import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBicep } from './bicep-syntax.mjs';
import { deploy } from './deployment.mjs';

const PLACE = {
  cloud: { suffixes: { storage: 'core.windows.net' } },
  location: 'here',
  tenant: 't',
  group: { id: '/g', name: 'g', location: 'here' },
};

function deployed(main, modules = {}, parameters = {}) {
  const files = new Map(
    Object.entries({ 'main.bicep': main, ...modules }).map(([path, text]) => [path, parseBicep(path, text)]),
  );
  for (const file of files.values()) {
    assert.deepEqual(file.errors, []);
  }
  return deploy(files, 'main.bicep', parameters, PLACE);
}

const ids = ({ resources }) => resources.map(({ id }) => id);

for (const [expression, value] of [
  ["o.a == 'x' && !o.no || o.list[0].n == 2", true],
  ["o.a == 'y' || o.a == 'x' && o.no", false],
  ["!empty(o.list) && o.list[0].n > 0 ? o.list[0].n + 2 * 3 : 'none'", 7],
  ['(o.no ? o.list : [{ n: 5 }])[0].n - 1 - 1', 3],
  ["o.?gone ?? '${o.a}-${toUpper(o.a)}'", 'x-X'],
  ['map(o.list, item => item.n + 1)', [2]],
  ['union({ a: { b: 1 } }, { a: { c: 2 } })', { a: { b: 1, c: 2 } }],
]) {
  test(`${expression} is ${JSON.stringify(value)}`, () => {
    const { outputs, problems } = deployed(
      `var o = {\n  a: 'x'\n  no: false\n  list: [{ n: 1 }]\n}\noutput out any = ${expression}\n`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(outputs.out, value);
  });
}

test('a loop makes a resource for each item, a condition none', () => {
  const result = deployed(`
resource each 'P/as@1' = [for (name, i) in ['x', 'y']: if (i > 0) {
  name: name
}]
resource none 'P/as@1' = if (length('ab') > 2) {
  name: 'none'
}
`);
  assert.deepEqual(ids(result), ['/g/providers/P/as/y']);
});

test('a name goes through modules into a child and an extension', () => {
  const result = deployed(
    `
module inner 'modules/inner.bicep' = {
  params: {
    name: 'x'
  }
}
resource child 'P/as/bs@1' = {
  name: '\${inner.outputs.name}/y'
}
`,
    {
      'modules/inner.bicep': `
param name string
resource a 'P/as@1' = {
  name: name
}
resource lock 'Q/locks@1' = {
  scope: a
  name: 'l'
}
output name string = a.name
`,
    },
  );
  assert.deepEqual(ids(result), [
    '/g/providers/P/as/x',
    '/g/providers/P/as/x/providers/Q/locks/l',
    '/g/providers/P/as/x/bs/y',
  ]);
});

test('what only Azure knows reads as the place that it comes from', () => {
  const { outputs } = deployed(
    "resource a 'P/as@1' existing = {\n  name: 'x'\n}\noutput key string = '<${a.properties.key}>'\n",
  );
  assert.equal(outputs.key, '<{/g/providers/P/as/x.properties.key}>');
});

test('what depends on itself is said, not followed', () => {
  const { problems } = deployed("var a = '${b}x'\nvar b = '${a}y'\n");
  assert.match(problems[0].text, /a depends on itself/);
});

test('a problem tells where it is', () => {
  const { problems } = deployed('var a = {\n  b: 1\n}\noutput c int = a.d\n');
  assert.deepEqual(problems, [{ where: 'main.bicep:4', text: 'c: there is no d in b' }]);
});
