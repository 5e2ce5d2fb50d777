import { walk } from './bicep-syntax.mjs';

const NAMESPACES = new Set(['az', 'sys']);

/** What is used must be declared, what is declared must be used, and nothing twice. */
export function checkSymbols(file) {
  const problem = (line, text) => ({ check: 'symbols', where: `${file.path}:${line}`, text });
  const declared = [...file.params, ...file.variables, ...file.resources, ...file.modules];
  const names = new Set(declared.map(({ name }) => name));
  const used = new Set();
  const unknown = [];
  for (const { value, body, decorators } of [...declared, ...file.outputs]) {
    for (const root of [value, body, ...decorators]) {
      walk(root, (expr, bound) => {
        if (expr.kind === 'unknown') {
          unknown.push(problem(expr.line, `cannot read ${expr.text}`));
        }
        if (expr.kind === 'name' && !bound.has(expr.name) && !calledIn(root).has(expr) && !NAMESPACES.has(expr.name)) {
          used.add(expr.name);
          if (!names.has(expr.name)) {
            unknown.push(problem(expr.line, `${expr.name} is not declared`));
          }
        }
      });
    }
  }
  return [
    ...unknown,
    ...[...file.params, ...file.variables]
      .filter(({ name }) => !used.has(name))
      .map(({ name, line }) => problem(line, `${name} is not used`)),
    ...file.resources
      .filter(({ name, existing }) => existing && !used.has(name))
      .map(({ name, line }) => problem(line, `${name} is not used`)),
    ...declared
      .filter(({ name }, i) => declared.findIndex((one) => one.name === name) < i)
      .map(({ name, line }) => problem(line, `${name} is declared twice`)),
  ];
}

function calledIn(root) {
  const functions = new Set();
  walk(root, (expr) => expr.kind === 'call' && functions.add(expr.called));
  return functions;
}
