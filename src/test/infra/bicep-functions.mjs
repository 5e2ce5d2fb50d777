import { createHash } from 'node:crypto';

export const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';

/** What is only known once Azure has made the resource; it reads as the place that it comes from. */
export class Later {
  constructor(source) {
    this.source = source;
  }

  toString() {
    return `{${this.source}}`;
  }
}

const digest = (values) => createHash('sha256').update(JSON.stringify(values)).digest('hex');
const text = (value) => (typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value));
const isObject = (value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Later);
const size = (value) => (isObject(value) ? Object.keys(value).length : value.length);
const contains = (all, one) =>
  isObject(all) ? one in all : Array.isArray(all) ? all.includes(one) : text(all).includes(one);

const guid = (...values) => digest(values).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

export function resourceId(scope, type, ...names) {
  const [provider, ...segments] = type.split('/');
  return `${scope}/providers/${provider}/${segments.map((segment, i) => `${segment}/${names[i]}`).join('/')}`;
}

function merge(...objects) {
  const both = (a, b) => (isObject(a) && isObject(b) ? merge(a, b) : b);
  return objects.reduce((merged, object) => {
    const result = { ...merged };
    for (const [name, value] of Object.entries(object)) {
      result[name] = name in result ? both(result[name], value) : value;
    }
    return result;
  }, {});
}

/** The functions of Bicep that the infrastructure may use, for a deployment into `place`. */
export function bicepFunctions(place) {
  return {
    any: (value) => value,
    array: (value) => (Array.isArray(value) ? value : [value]),
    bool: (value) => value === true || value === 1 || text(value).toLowerCase() === 'true',
    coalesce: (...values) => values.find((value) => value !== null && value !== undefined) ?? null,
    concat: (...values) => (Array.isArray(values[0]) ? values.flat() : values.map(text).join('')),
    contains,
    deployment: () => ({ name: 'main', location: place.location }),
    empty: (value) => value === null || value === undefined || (!(value instanceof Later) && size(value) === 0),
    endsWith: (value, end) => text(value).toLowerCase().endsWith(end.toLowerCase()),
    environment: () => place.cloud,
    filter: (items, keep) => items.filter((item) => keep(item)),
    first: (value) => value[0] ?? null,
    format: (form, ...values) => form.replace(/\{(\d+)[^}]*\}/g, (_, i) => text(values[i])),
    guid,
    indexOf: (value, part) => text(value).toLowerCase().indexOf(part.toLowerCase()),
    int: Number,
    intersection: (...lists) => lists.reduce((a, b) => a.filter((item) => b.includes(item))),
    items: (object) =>
      Object.keys(object)
        .sort()
        .map((key) => ({ key, value: object[key] })),
    join: (list, separator) => list.map(text).join(separator),
    json: JSON.parse,
    last: (value) => value.at(-1) ?? null,
    length: size,
    managementGroup: () => ({ id: '/providers/Microsoft.Management/managementGroups/root' }),
    map: (items, change) => items.map((item) => change(item)),
    max: (...values) => Math.max(...values.flat()),
    min: (...values) => Math.min(...values.flat()),
    padLeft: (value, length, fill = ' ') => text(value).padStart(length, fill),
    range: (start, count) => Array.from({ length: count }, (_, i) => start + i),
    replace: (value, old, fresh) => text(value).replaceAll(old, fresh),
    resourceGroup: (name) => (name === undefined ? place.group : group(name, place.location)),
    resourceId: (type, ...names) => resourceId(place.group?.id ?? SUBSCRIPTION, type, ...names),
    skip: (value, count) => value.slice(count),
    split: (value, separators) =>
      [separators].flat().reduce((parts, s) => parts.flatMap((part) => part.split(s)), [text(value)]),
    startsWith: (value, start) => text(value).toLowerCase().startsWith(start.toLowerCase()),
    string: (value) => (isObject(value) || Array.isArray(value) ? JSON.stringify(value) : text(value)),
    subscription: () => ({ id: SUBSCRIPTION, subscriptionId: SUBSCRIPTION.split('/').at(-1), tenantId: place.tenant }),
    subscriptionResourceId: (type, ...names) => resourceId(SUBSCRIPTION, type, ...names),
    substring: (value, start, length) => text(value).substr(start, length),
    take: (value, count) => (value instanceof Later ? text(value) : value).slice(0, count),
    tenant: () => ({ tenantId: place.tenant }),
    toLower: (value) => text(value).toLowerCase(),
    toObject: (items, key, value = (item) => item) => Object.fromEntries(items.map((item) => [key(item), value(item)])),
    toUpper: (value) => text(value).toUpperCase(),
    trim: (value) => text(value).trim(),
    union: (...values) => (Array.isArray(values[0]) ? [...new Set(values.flat())] : merge(...values)),
    uniqueString: (...values) =>
      BigInt(`0x${digest(values)}`)
        .toString(32)
        .slice(0, 13)
        .replace(/^\d/, 'x'),
    uri: (base, relative) => new URL(relative, base).href,
  };
}

export const group = (name, location) => ({ id: `${SUBSCRIPTION}/resourceGroups/${name}`, name, location });
