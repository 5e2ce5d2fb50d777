import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
parser.setLanguage(
  await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')),
);

const ESCAPES = { '\\n': '\n', '\\r': '\r', '\\t': '\t', '\\\\': '\\', "\\'": "'", '\\$': '$' };

/**
 * One Bicep file as plain objects: `params`, `variables`, `resources`, `modules`, `outputs`, each a list of declarations
 * with `name`, `line` and its expressions; `errors` are the places that the grammar does not accept.
 */
export function parseBicep(path, text) {
  const tree = parser.parse(text);
  const file = { path, scope: 'resourceGroup', params: [], variables: [], resources: [], modules: [], outputs: [] };
  let decorators = [];
  try {
    for (const node of tree.rootNode.namedChildren) {
      if (node.type === 'decorators') {
        decorators = node.namedChildren.map((decorator) => expression(decorator.namedChildren[0]));
      } else {
        declare(file, node, decorators);
        decorators = [];
      }
    }
    return { ...file, errors: errorsIn(tree.rootNode) };
  } finally {
    tree.delete();
  }
}

function declare(file, node, decorators) {
  const [first, second] = node.namedChildren;
  const declaration = { name: first?.text, line: lineOf(node), decorators };
  const last = () => expression(node.namedChildren.at(-1));
  switch (node.type) {
    case 'target_scope_assignment':
      file.scope = expression(first).value;
      break;
    case 'parameter_declaration':
      file.params.push({ ...declaration, type: second.text, value: node.namedChildCount > 2 ? last() : undefined });
      break;
    case 'variable_declaration':
      file.variables.push({ ...declaration, value: last() });
      break;
    case 'output_declaration':
      file.outputs.push({ ...declaration, type: second.text, value: last() });
      break;
    case 'module_declaration':
      file.modules.push({ ...declaration, source: expression(second).value, body: last() });
      break;
    case 'resource_declaration': {
      const [type, version] = String(expression(second).value).split('@');
      const existing = node.children.some((child) => child.type === 'existing');
      file.resources.push({ ...declaration, type, version, existing, body: last() });
      break;
    }
  }
}

function errorsIn(node) {
  if (node.isError || node.isMissing) {
    return [
      {
        line: lineOf(node),
        text: node.isMissing ? `${node.type} is missing` : `cannot read ${node.text.slice(0, 60)}`,
      },
    ];
  }
  return node.hasError ? node.children.flatMap(errorsIn) : [];
}

const lineOf = (node) => node.startPosition.row + 1;

function expression(node) {
  const line = lineOf(node);
  const [first, second, third] = node.namedChildren;
  switch (node.type) {
    case 'string':
      return text(node);
    case 'number':
      return { kind: 'literal', value: Number(node.text), line };
    case 'boolean':
      return { kind: 'literal', value: node.text === 'true', line };
    case 'null':
      return { kind: 'literal', value: null, line };
    case 'identifier':
      return { kind: 'name', name: node.text, line };
    case 'parenthesized_expression':
      return { kind: 'group', inner: expression(first), line };
    case 'nullable_type': // x!
      return expression(first);
    case 'array':
      return { kind: 'array', items: node.namedChildren.filter(notComment).map(expression), line };
    case 'object':
      return {
        kind: 'object',
        entries: node.namedChildren.filter((n) => n.type === 'object_property').map(entry),
        line,
      };
    case 'member_expression':
      return afterwards(expression(first), (object) => ({
        kind: 'member',
        object,
        property: second.text,
        safe: isSafe(node),
        line,
      }));
    case 'subscript_expression':
      return afterwards(expression(first), (object) => ({
        kind: 'index',
        object,
        index: expression(second),
        safe: isSafe(node),
        line,
      }));
    case 'call_expression': {
      const args = second.namedChildren.filter(notComment).map(expression);
      return afterwards(expression(first), (called) => ({ kind: 'call', called, args, line }));
    }
    case 'unary_expression':
      return { kind: 'unary', operator: node.children[0].type, operand: expression(first), line };
    case 'binary_expression':
      return binary(node.children[1].type, expression(first), expression(second));
    case 'ternary_expression':
      return ternary(expression(first), expression(second), expression(third));
    case 'lambda_expression':
      return { kind: 'lambda', item: first.text, body: expression(second), line };
    case 'if_statement':
      return { kind: 'if', condition: expression(first), body: expression(second), line };
    case 'for_statement': {
      const [item, index] =
        first.type === 'for_loop_parameters' ? first.namedChildren.map((n) => n.text) : [first.text];
      return { kind: 'for', item, index, list: expression(second), body: expression(third), line };
    }
    default:
      return { kind: 'unknown', text: node.text, line };
  }
}

const notComment = (node) => !node.type.includes('comment');
const isSafe = (node) =>
  node.children.some((child) => child.type === '.?' || child.type === '[?' || child.type === '?');

/** The grammar binds `.`, `[ ]` and `( )` weaker than operators; Bicep binds them to the operand next to them. */
function afterwards(object, wrap) {
  switch (object.kind) {
    case 'binary':
      return { ...object, right: afterwards(object.right, wrap) };
    case 'unary':
      return { ...object, operand: afterwards(object.operand, wrap) };
    case 'ternary':
      return { ...object, no: afterwards(object.no, wrap) };
    case 'lambda':
      return { ...object, body: afterwards(object.body, wrap) };
    default:
      return wrap(object);
  }
}

const LOOSE_TO_TIGHT = [
  ['??'],
  ['||'],
  ['&&'],
  ['==', '!=', '=~', '!~'],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];
const tightness = (operator) => LOOSE_TO_TIGHT.findIndex((level) => level.includes(operator));

/** What {@link afterwards} has moved may have to change places with the operators to its left. */
function binary(operator, left, right) {
  const { line } = left;
  if (left.kind === 'lambda') {
    return { ...left, body: binary(operator, left.body, right) };
  }
  if (left.kind === 'ternary') {
    return { ...left, no: binary(operator, left.no, right) };
  }
  if (right.kind === 'ternary') {
    return { ...right, condition: binary(operator, left, right.condition) };
  }
  if (left.kind === 'binary' && tightness(left.operator) < tightness(operator)) {
    return { ...left, right: binary(operator, left.right, right) };
  }
  if (right.kind === 'binary' && tightness(right.operator) <= tightness(operator)) {
    return { ...right, left: binary(operator, left, right.left) };
  }
  return { kind: 'binary', operator, left, right, line };
}

const ternary = (condition, yes, no) =>
  condition.kind === 'lambda'
    ? { ...condition, body: ternary(condition.body, yes, no) }
    : { kind: 'ternary', condition, yes, no, line: condition.line };

function text(node) {
  const line = lineOf(node);
  if (node.text.startsWith("'''")) {
    return { kind: 'literal', value: node.text.slice(3, -3).replace(/^\r?\n/, ''), line };
  }
  const parts = node.namedChildren.map((part) => {
    switch (part.type) {
      case 'string_content':
        return part.text;
      case 'escape_sequence':
        return ESCAPES[part.text] ?? part.text;
      default:
        return expression(part.namedChildren[0]);
    }
  });
  return parts.every((part) => typeof part === 'string')
    ? { kind: 'literal', value: parts.join(''), line }
    : { kind: 'text', parts, line };
}

function entry(node) {
  const [key, value] = node.namedChildren.filter(notComment);
  const name = key.type === 'string' ? text(key) : { kind: 'literal', value: key.text, line: lineOf(key) };
  return {
    key: name,
    value: value ? expression(value) : { kind: 'unknown', text: node.text, line: lineOf(node) },
    line: lineOf(node),
  };
}

/** Every expression in an expression, itself first; `visit` is told the names that loops around it have bound. */
export function walk(expr, visit, bound = new Set()) {
  if (expr === undefined || typeof expr === 'string') {
    return;
  }
  visit(expr, bound);
  const inner = new Set([...bound, expr.item, expr.index].filter((name) => typeof name === 'string'));
  for (const [field, child] of Object.entries(expr)) {
    const names = field === 'list' ? bound : inner;
    for (const one of Array.isArray(child) ? child : [child]) {
      if (one?.kind) {
        walk(one, visit, names);
      } else if (one?.key) {
        walk(one.key, visit, names);
        walk(one.value, visit, names);
      }
    }
  }
}
