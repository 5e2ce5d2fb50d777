const SNAPSHOTS = /^infra\/snapshots\/(.+)\.snapshot\.json$/;

/**
 * What each set of parameters would deploy, as Bicep predicts it: resources with id, type, properties and so on, named by
 * the last part of their name. What only Azure knows is an expression, a text in square brackets.
 */
export function deployments(repository) {
  return repository.paths(SNAPSHOTS).map((path) => ({
    name: SNAPSHOTS.exec(path)[1],
    resources: repository.json(path).predictedResources.map((resource) => ({
      ...resource,
      name: resource.name.split('/').at(-1),
      where: path,
    })),
  }));
}

/** The expression for what Azure tells of a resource once it is there. */
export const told = ({ id, apiVersion }, property) => `reference('${id}', '${apiVersion}').${property}`;

/** The resource types that a template declares, in nested templates too. */
export function declaredTypes(template) {
  return Object.values(template.resources).flatMap(({ type, existing, properties }) => {
    if (type === 'Microsoft.Resources/deployments') {
      return declaredTypes(properties.template);
    }
    return existing ? [] : [type];
  });
}
