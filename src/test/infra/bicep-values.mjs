import { Later } from './bicep-functions.mjs';

/** Why a template cannot be worked out. */
export class Impossible extends Error {}

/**
 * The value of an expression.
 *
 * @param context `functions` by name, and `lookUp` for what the file declares
 * @param names what the loops around the expression have bound
 */
export function valueOf(expr, context, names = {}) {
  const value = (inner) => valueOf(inner, context, names);
  switch (expr.kind) {
    case 'literal':
      return expr.value;
    case 'text':
      return expr.parts.map((part) => (typeof part === 'string' ? part : String(value(part)))).join('');
    case 'name':
      return expr.name in names ? names[expr.name] : context.lookUp(expr.name);
    case 'group':
      return value(expr.inner);
    case 'array':
      return expr.items.map(value);
    case 'object':
      return Object.fromEntries(expr.entries.map((entry) => [String(value(entry.key)), value(entry.value)]));
    case 'member':
      return memberOf(value(expr.object), expr.property, expr.safe);
    case 'index':
      return memberOf(value(expr.object), value(expr.index), expr.safe);
    case 'lambda':
      return (item) => valueOf(expr.body, context, { ...names, [expr.item]: item });
    case 'for':
      return listOf(expr, context, names, (inner) => valueOf(expr.body, context, inner));
    case 'call':
      return callOf(expr, context, value);
    case 'ternary':
      return value(expr.condition) !== false ? value(expr.yes) : value(expr.no);
    case 'unary':
      return expr.operator === '!' ? !value(expr.operand) : -value(expr.operand);
    case 'binary':
      return OPERATORS[expr.operator](
        () => value(expr.left),
        () => value(expr.right),
      );
    default:
      throw new Impossible(`cannot read ${expr.text}`);
  }
}

function callOf({ called, args }, { functions }, value) {
  const name = called.kind === 'name' ? called.name : called.property;
  if (called.kind === 'member' && !(called.object.kind === 'name' && ['az', 'sys'].includes(called.object.name))) {
    value(called.object);
    return new Later(`${name}()`);
  }
  if (!(name in functions)) {
    throw new Impossible(`${name}() is not among the functions that this check knows`);
  }
  return functions[name](...args.map(value));
}

/** One value for each item of a loop's list. */
export function listOf({ list, item, index }, context, names, make) {
  const items = valueOf(list, context, names);
  if (!Array.isArray(items)) {
    throw new Impossible('a loop needs a list');
  }
  return items.map((value, i) => make({ ...names, [item]: value, ...(index && { [index]: i }) }));
}

const OPERATORS = {
  '??': (a, b) => a() ?? b(),
  '||': (a, b) => a() || b(),
  '&&': (a, b) => a() && b(),
  '==': (a, b) => JSON.stringify(a()) === JSON.stringify(b()),
  '!=': (a, b) => JSON.stringify(a()) !== JSON.stringify(b()),
  '=~': (a, b) => String(a()).toLowerCase() === String(b()).toLowerCase(),
  '!~': (a, b) => String(a()).toLowerCase() !== String(b()).toLowerCase(),
  '<': (a, b) => a() < b(),
  '<=': (a, b) => a() <= b(),
  '>': (a, b) => a() > b(),
  '>=': (a, b) => a() >= b(),
  '+': (a, b) => a() + b(),
  '-': (a, b) => a() - b(),
  '*': (a, b) => a() * b(),
  '/': (a, b) => Math.trunc(a() / b()),
  '%': (a, b) => a() % b(),
};

function memberOf(object, name, safe) {
  if (object instanceof Later) {
    return new Later(`${object.source}.${name}`);
  }
  if (object === null || object === undefined) {
    if (safe) {
      return null;
    }
    throw new Impossible(`null has no ${name}`);
  }
  if (object.isResource) {
    return ofResource(object, name);
  }
  if (object.isModule && name !== 'outputs') {
    throw new Impossible(`a module has outputs, but no ${name}`);
  }
  if (name in object) {
    return object[name];
  }
  if (safe) {
    return null;
  }
  throw new Impossible(`there is no ${name} in ${Object.keys(object).join(', ')}`);
}

const KNOWN_FROM_THE_START = ['id', 'name', 'type'];

function ofResource(resource, name) {
  if (KNOWN_FROM_THE_START.includes(name)) {
    return resource[name];
  }
  const body = resource.body?.[name];
  return body === undefined || name === 'properties' ? new Later(`${resource.id}.${name}`) : body;
}
