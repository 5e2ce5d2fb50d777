import { Later } from './bicep-functions.mjs';

/** Compares what a deployment would send with the resource types' own description: names, values, what is required. */
export function checkResourceTypes(resources, typeData) {
  return resources.flatMap((resource) => {
    const problem = (text) => ({
      check: 'types',
      where: `${resource.file}:${resource.line}`,
      text: `${resource.symbol}${text}`,
    });
    const data = typeData.get(resource.type) ?? {};
    if (data.version === undefined) {
      return [problem(`: there is no resource type ${resource.type}`)];
    }
    if (data.version !== resource.version && !(data.body === undefined && resource.version.endsWith('-preview'))) {
      return [problem(`: ${resource.type}@${resource.version} is not ${data.version}, the newest that is known`)];
    }
    if (data.body === undefined) {
      return [];
    }
    const name = resource.name.split('/').at(-1);
    const body = resource.existing ? { name } : { ...resource.body, name };
    return violations(body, data.body, data.types, '', resource.existing).map(problem);
  });
}

/** The types that the description leaves open, each with the version in use. */
export function uncheckedTypes(resources, typeData) {
  return [
    ...new Set(
      resources.filter(({ type }) => !typeData?.get(type)?.body).map(({ type, version }) => `${type}@${version}`),
    ),
  ].sort();
}

function violations(value, type, types, path, lenient = false) {
  if (value === null || value === undefined || value instanceof Later) {
    return [];
  }
  if (typeof type === 'string') {
    return ofNamedType(value, type, types, path);
  }
  if (type.$type === 'DiscriminatedObject') {
    return ofOneOf(value, type, types, path);
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    return [`${path}: ${JSON.stringify(value)} is no object`];
  }
  return [
    ...Object.entries(value).flatMap(([name, inner]) => {
      const property = type.properties.find((one) => one.name === name);
      if (property === undefined) {
        return type.additionalPropertiesType
          ? violations(inner, type.additionalPropertiesType, types, `${path}.${name}`)
          : [`${path}: there is no property ${name}`];
      }
      if (has(property, 'ReadOnly')) {
        return [`${path}.${name} is read-only`];
      }
      return [
        ...violations(inner, property.type, types, `${path}.${name}`),
        ...modified(inner, property, `${path}.${name}`),
      ];
    }),
    ...type.properties
      .filter(
        (property) => has(property, 'Required') && !has(property, 'ReadOnly') && !lenient && !(property.name in value),
      )
      .map((property) => `${path}: the required property ${property.name} is missing`),
  ];
}

const has = (property, flag) => (property.flags ?? '').split(', ').includes(flag);

function ofNamedType(value, type, types, path) {
  if (types.has(type)) {
    return violations(value, types.get(type), types, path);
  }
  if (type.endsWith('[]') && !type.includes(' | ')) {
    return Array.isArray(value)
      ? value.flatMap((item, i) => violations(item, type.slice(0, -2), types, `${path}[${i}]`))
      : [`${path}: ${JSON.stringify(value)} is no list`];
  }
  const kind = Array.isArray(value)
    ? 'list'
    : { string: 'string', number: 'int', boolean: 'bool', object: 'object' }[typeof value];
  if (['string', 'int', 'bool'].includes(type)) {
    return kind === type ? [] : [`${path}: ${JSON.stringify(value)} is no ${type}`];
  }
  if (['any', 'object'].includes(type) || type.endsWith('[]')) {
    return [];
  }
  // A list of values that ends with "string" is open to values of later versions; here only the listed ones are taken.
  return type.split(' | ').includes(String(value)) ? [] : [`${path}: ${JSON.stringify(value)} is none of ${type}`];
}

function ofOneOf(value, { discriminator, baseProperties, elements }, types, path) {
  const chosen = elements.find((element) =>
    element.properties.some((property) => property.name === discriminator && property.type === value[discriminator]),
  );
  return chosen
    ? violations(value, { ...chosen, properties: [...baseProperties, ...chosen.properties] }, types, path)
    : [`${path}: ${JSON.stringify(value[discriminator])} is no known ${discriminator}`];
}

function modified(value, { modifiers = '' }, path) {
  const bound = (name) => Number(new RegExp(`${name}: (-?\\d+)`).exec(modifiers)?.[1] ?? NaN);
  const pattern = /pattern: (.*)$/.exec(modifiers)?.[1];
  const isText = typeof value === 'string' && !value.includes('{');
  const broken =
    (isText && (value.length < bound('minLength') || value.length > bound('maxLength'))) ||
    (typeof value === 'number' && (value < bound('minValue') || value > bound('maxValue'))) ||
    (isText && pattern !== undefined && !new RegExp(pattern).test(value));
  return broken ? [`${path}: ${JSON.stringify(value)} breaks ${modifiers}`] : [];
}
