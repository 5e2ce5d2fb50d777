import { walk } from './bicep-syntax.mjs';

const SECRET_FUNCTION = /^list[A-Z]/;
const SECRET_TEXT = /AccountKey=|SharedAccessKey=|DefaultEndpointsProtocol=/i;

/** Keys have no business in a template, used or not. */
export function checkSecrets(file) {
  const found = [];
  for (const { value, body } of [
    ...file.params,
    ...file.variables,
    ...file.resources,
    ...file.modules,
    ...file.outputs,
  ]) {
    walk(value ?? body, (expr) => {
      const problem = (text) => found.push({ check: 'policy', where: `${file.path}:${expr.line}`, text });
      const called = expr.kind === 'call' && (expr.called.name ?? expr.called.property);
      if (called && SECRET_FUNCTION.test(called)) {
        problem(`${called}() reads a secret`);
      }
      const text =
        expr.kind === 'literal'
          ? expr.value
          : expr.kind === 'text'
            ? expr.parts.filter((part) => typeof part === 'string').join('')
            : '';
      if (typeof text === 'string' && SECRET_TEXT.test(text)) {
        problem('a connection string');
      }
    });
  }
  return found;
}
