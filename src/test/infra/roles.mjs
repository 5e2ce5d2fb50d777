const ROLES = {
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
  'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a': 'Storage Queue Data Message Sender',
  '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
};

/**
 * The identity has exactly these roles: no more, no fewer, no wider.
 *
 * @param triggerQueues the queues that a function listens to
 * @param deadEnds the queues that only the host writes to
 */
export function checkRoles(resources, app, containers, triggerQueues, deadEnds) {
  const where = ({ file, line }) => `${file}:${line}`;
  const allowed = new Set([
    `Storage Blob Data Owner on ${app.hostAccount?.id}`,
    ...containers.map(
      (name) => `Storage Blob Data Contributor on ${app.lakeAccount?.id}/blobServices/default/containers/${name}`,
    ),
    ...triggerQueues.map(
      (name) => `Storage Queue Data Contributor on ${app.hostAccount?.id}/queueServices/default/queues/${name}`,
    ),
    ...deadEnds.map(
      (name) => `Storage Queue Data Message Sender on ${app.hostAccount?.id}/queueServices/default/queues/${name}`,
    ),
    ...resources
      .filter(({ type, existing }) => type === 'Microsoft.Insights/components' && !existing)
      .map(({ id }) => `Monitoring Metrics Publisher on ${id}`),
  ]);
  const principals = app.identities.map(({ id }) => `{${id}.properties.principalId}`);
  const assignments = resources.filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments');
  const given = new Set();
  const problems = assignments.flatMap((assignment) => {
    const { roleDefinitionId, principalId, principalType } = assignment.body.properties;
    const id = String(roleDefinitionId).split('/').at(-1);
    const grant = `${ROLES[id] ?? `the role ${id}`} on ${assignment.id.split('/providers/Microsoft.Authorization/')[0]}`;
    given.add(grant);
    return [
      ...(allowed.has(grant) ? [] : [`${assignment.symbol}: ${grant} is more than the app needs`]),
      ...(principals.includes(String(principalId)) && principalType === 'ServicePrincipal'
        ? []
        : [`${assignment.symbol}: given to somebody else than the app's identity`]),
    ].map((text) => ({ check: 'roles', where: where(assignment), text }));
  });
  return [
    ...problems,
    ...[...allowed]
      .filter((grant) => !given.has(grant))
      .map((grant) => ({ check: 'roles', where: where(app.site), text: `the app lacks ${grant}` })),
  ];
}
