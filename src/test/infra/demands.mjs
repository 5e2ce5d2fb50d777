/** What is wrong with a deployed resource. */
export const problemOf = ({ where, name }, text) => ({ check: 'policy', where, text: `${name}: ${text}` });

/** These properties must have one of the values given for them. */
export function demand(resource, wanted, properties = resource.properties ?? {}) {
  return Object.entries(wanted)
    .filter(([name, allowed]) => !allowed.includes(properties[name]))
    .map(([name, allowed]) => problemOf(resource, `${name} must be ${allowed.join(' or ')}`));
}

/** A problem of the resource, unless all is well. */
export const unless = (isWell, resource, text) => (isWell ? [] : [problemOf(resource, text)]);
