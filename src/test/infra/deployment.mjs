import { dirname, join } from 'node:path/posix';
import { Later, SUBSCRIPTION, bicepFunctions, group, resourceId } from './bicep-functions.mjs';
import { Impossible, listOf, valueOf } from './bicep-values.mjs';

/**
 * What a deployment of `main` with these parameters would make: works the templates out as Azure Resource Manager would,
 * as far as that is possible without Azure.
 *
 * @param files each Bicep file by its path, parsed
 * @returns `resources`, each with type, version, id, body, symbol, file and line, and `existing` for those that it only
 *     refers to; `outputs` of main; and `problems`
 */
export function deploy(files, main, parameters, place) {
  const problems = [];
  const resources = [];
  const template = new Template(files, files.get(main), parameters, place, { problems, resources });
  const outputs = template.deploy();
  return { resources, outputs, problems };
}

class Template {
  #files;
  #file;
  #given;
  #place;
  #result;
  #context;
  #symbols = new Map();

  constructor(files, file, given, place, result) {
    this.#files = files;
    this.#file = file;
    this.#given = given;
    this.#place = place;
    this.#result = result;
    this.#context = { functions: bicepFunctions(place), lookUp: (name) => this.#lookUp(name) };
    for (const param of file.params) {
      this.#define(param, () => this.#parameter(param));
    }
    for (const variable of file.variables) {
      this.#define(variable, () => this.#value(variable.value));
    }
    for (const resource of file.resources) {
      this.#define(resource, () =>
        this.#each(resource.body, (body, context) => this.#resource(resource, body, context)),
      );
    }
    for (const module of file.modules) {
      this.#define(module, () => this.#each(module.body, (body, context) => this.#module(module, body, context)));
    }
  }

  /** Whatever is declared is worked out, used or not: a fault in it would fail the deployment. */
  deploy() {
    for (const name of Object.keys(this.#given)) {
      if (!this.#file.params.some((param) => param.name === name)) {
        this.#problem(1, `is given a parameter ${name} that it does not have`);
      }
    }
    for (const name of this.#symbols.keys()) {
      this.#guarded(name, () => this.#lookUp(name));
    }
    return Object.fromEntries(
      this.#file.outputs.map((output) => [
        output.name,
        this.#guarded(output.name, () => ofType(output, this.#value(output.value)), output.line),
      ]),
    );
  }

  #define(declaration, work) {
    this.#symbols.set(declaration.name, { declaration, work });
  }

  #lookUp(name) {
    const symbol = this.#symbols.get(name);
    if (symbol === undefined) {
      throw new Impossible(`${name} is not declared`);
    }
    if (symbol.work) {
      const { work } = symbol;
      symbol.work = undefined;
      symbol.isInWork = true;
      symbol.value = this.#guarded(name, work, symbol.declaration.line);
      symbol.isInWork = false;
    }
    if (symbol.isInWork) {
      throw new Impossible(`${name} depends on itself`);
    }
    return symbol.value;
  }

  #guarded(name, work, line = 1) {
    try {
      return work();
    } catch (error) {
      this.#problem(line, `${name}: ${error.message}`);
      return new Later(name);
    }
  }

  #problem(line, text) {
    this.#result.problems.push({ where: `${this.#file.path}:${line}`, text });
  }

  #parameter(param) {
    const given = this.#given[param.name];
    if (given === undefined && param.value === undefined) {
      throw new Impossible('this parameter is required and not given');
    }
    const value = given === undefined ? this.#value(param.value) : given;
    for (const { called, args } of param.decorators.filter(({ kind }) => kind === 'call')) {
      const rule = RULES[called.name];
      if (rule && !(value instanceof Later) && !rule(value, this.#value(args[0]))) {
        throw new Impossible(`${JSON.stringify(value)} breaks @${called.name}`);
      }
    }
    return ofType(param, value);
  }

  #each(body, make, names = {}) {
    if (body.kind === 'for') {
      return listOf(body, this.#context, names, (inner) => this.#each(body.body, make, inner));
    }
    if (body.kind === 'if') {
      const wanted = this.#value(body.condition, names);
      return make(body.body, { names, wanted: wanted !== false });
    }
    return make(body, { names, wanted: true });
  }

  #resource({ name: symbol, type, version, existing, line }, body, { names, wanted }) {
    const field = (name) => body.entries.find((entry) => entry.key.value === name)?.value;
    const parent = field('parent') && this.#value(field('parent'), names);
    const scope = field('scope') && this.#value(field('scope'), names);
    const name = String(this.#value(field('name') ?? { kind: 'unknown', text: 'a resource without a name' }, names));
    const resource = {
      symbol,
      type,
      version,
      existing,
      line,
      file: this.#file.path,
      name,
      id: idOf(type, name, parent, scope, this.#place),
      parent,
    };
    Object.defineProperty(resource, 'isResource', { value: true });
    if (wanted) {
      this.#result.resources.push(resource);
    }
    resource.body = this.#value(
      { ...body, entries: body.entries.filter((entry) => !['parent', 'scope', 'dependsOn'].includes(entry.key.value)) },
      names,
    );
    if (field('dependsOn')) {
      this.#value(field('dependsOn'), names);
    }
    return resource;
  }

  #module({ source }, body, { names, wanted }) {
    const path = join(dirname(this.#file.path), source);
    const file = this.#files.get(path);
    if (file === undefined) {
      throw new Impossible(`there is no module ${path}`);
    }
    const field = (name) => body.entries.find((entry) => entry.key.value === name)?.value;
    const scope = field('scope') && this.#value(field('scope'), names);
    const place = scope ? { ...this.#place, group: group(scope.name, this.#place.location) } : this.#place;
    if (file.scope === 'resourceGroup' && !place.group) {
      throw new Impossible(`${path} is deployed into a resource group, but no scope is given`);
    }
    if (field('dependsOn')) {
      this.#value(field('dependsOn'), names);
    }
    const given = field('params') ? this.#value(field('params'), names) : {};
    const result = wanted ? this.#result : { problems: this.#result.problems, resources: [] };
    const outputs = new Template(this.#files, file, given, place, result).deploy();
    return { isModule: true, outputs };
  }

  #value(expr, names) {
    return valueOf(expr, this.#context, names);
  }
}

const RULES = {
  allowed: (value, list) => list.includes(value),
  minLength: (value, least) => value.length >= least,
  maxLength: (value, most) => value.length <= most,
  minValue: (value, least) => value >= least,
  maxValue: (value, most) => value <= most,
};

const OF_TYPE = {
  string: (value) => typeof value === 'string',
  int: Number.isInteger,
  bool: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
};

function ofType({ type }, value) {
  if (!(value instanceof Later) && OF_TYPE[type]?.(value) === false) {
    throw new Impossible(`${JSON.stringify(value)} is no ${type}`);
  }
  return value;
}

function idOf(type, name, parent, scope, place) {
  const segments = type.split('/').slice(1);
  if (parent?.id) {
    return `${parent.id}/${segments.at(-1)}/${name}`;
  }
  if (type === 'Microsoft.Resources/resourceGroups') {
    return group(name).id;
  }
  const names = name.split('/');
  if (names.length !== segments.length) {
    throw new Impossible(`the name ${name} does not fit ${type}: it needs ${segments.length} parts or a parent`);
  }
  return resourceId(scope?.id ?? place.group?.id ?? SUBSCRIPTION, type, ...names);
}
