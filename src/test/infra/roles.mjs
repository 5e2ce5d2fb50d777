import { told } from './snapshots.mjs';

const READER = 'Storage Blob Data Reader';
const ROLES = {
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1': READER,
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
  'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a': 'Storage Queue Data Message Sender',
  '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
};

const CONTRIBUTOR = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';
const BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
const addsOnly = ({ condition, conditionVersion }) => conditionVersion === '2.0'
  && ['write', 'delete', 'move/action'].every((action) => String(condition).includes(`(!(ActionMatches{'${BLOBS}/${action}'}))`))
  && !String(condition).includes(' OR ');

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Others may read the files, if the deployer names them. The identity has exactly these roles: no more, no fewer, no wider.
 *
 * @param triggerQueues the queues that a function listens to
 * @param deadEnds the queues that only the host writes to
 */
export function checkRoles(resources, app, containers, triggerQueues, deadEnds) {
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
      .filter(({ type }) => type === 'Microsoft.Insights/components')
      .map(({ id }) => `Monitoring Metrics Publisher on ${id}`),
  ]);
  const readsFiles = `${READER} on ${app.lakeAccount?.id}/blobServices/default/containers/${containers[0]}`;
  const principals = app.identities.map((identity) => `[${told(identity, 'principalId')}]`);
  const assignments = resources.filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments');
  const given = new Set();
  const problems = assignments.flatMap((assignment) => {
    const { roleDefinitionId, principalId, principalType } = assignment.properties;
    const id = String(roleDefinitionId).split('/').at(-1);
    const grant = `${ROLES[id] ?? `the role ${id}`} on ${assignment.id.split('/providers/Microsoft.Authorization/')[0]}`;
    if (grant === readsFiles && OBJECT_ID.test(principalId)) {
      return [];
    }
    given.add(grant);
    return [
      ...(allowed.has(grant) ? [] : [`${grant} is more than the app needs`]),
      ...(id === CONTRIBUTOR && grant.endsWith('-digests') && !addsOnly(assignment.properties)
        ? [`${grant} must neither overwrite nor delete`]
        : []),
      ...(principals.includes(String(principalId)) && principalType === 'ServicePrincipal'
        ? []
        : [`${grant} is given to somebody else than the app's identity`]),
    ].map((text) => ({ check: 'roles', where: assignment.where, text }));
  });
  return [
    ...problems,
    ...[...allowed]
      .filter((grant) => !given.has(grant))
      .map((grant) => ({ check: 'roles', where: app.site.where, text: `the app lacks ${grant}` })),
  ];
}
