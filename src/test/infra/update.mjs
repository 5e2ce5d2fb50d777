const DOCUMENT = 'infra/docs/deployment.md';

/**
 * The button pressed again with another version: it makes, renames and leaves behind nothing, and changes the package
 * alone. It also sets all that it deploys back to what the form says, whatever was changed by hand; the document names
 * each kind of resource.
 */
export function checkUpdate(repository, deployed) {
  const problem = (text) => ({ check: 'update', where: DOCUMENT, text });
  const first = deployed.find(({ name }) => name === 'portal').resources;
  const second = deployed.find(({ name }) => name === 'portal-update').resources;
  const without = (resource) => JSON.stringify({ ...resource, where: undefined });
  const changed = second.filter((one) => {
    const before = first.find(({ id }) => id === one.id);
    return before === undefined || without(before) !== without(one);
  });
  const gone = first.filter(({ id }) => !second.some((one) => one.id === id));
  const deployedTypes = new Set(deployed.flatMap(({ resources }) => resources.map(({ type }) => type)));
  const named = new Set([...repository.text(DOCUMENT).matchAll(/^\| `(Microsoft\.[\w./]+)`/gm)].map(([, type]) => type));
  return [
    ...[...changed, ...gone]
      .filter(({ type }) => type !== 'Microsoft.Web/sites/extensions')
      .map(({ id }) => problem(`another version of the package changes ${id}`)),
    ...[...deployedTypes]
      .filter((type) => !named.has(type))
      .map((type) => problem(`${type} is deployed; it is not said what an update does to it`)),
    ...[...named].filter((type) => !deployedTypes.has(type)).map((type) => problem(`no ${type} is deployed`)),
  ];
}
