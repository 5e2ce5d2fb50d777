import { checkAppSettings, checkSignIn } from './app-settings.mjs';
import { checkEnvironment } from './azd-environment.mjs';
import { checkAzd } from './azd.mjs';
import { checkCompiled } from './compiled.mjs';
import { deployedApp } from './deployed-app.mjs';
import { checkForm } from './form.mjs';
import { javaNames } from './java-names.mjs';
import { checkAlerts, checkDeployedNames, checkDocumentedNames, checkHostFile, containersOf } from './names.mjs';
import { checkPolicy } from './policy.mjs';
import { checkQueries } from './queries.mjs';
import { checkRelease } from './release.mjs';
import { checkRetention } from './retention.mjs';
import { checkRoles } from './roles.mjs';
import { checkSecrets } from './secrets.mjs';
import { declaredTypes, deployments } from './snapshots.mjs';
import { checkUpdate } from './update.mjs';
import { checkWorkflows } from './workflows.mjs';

/** Everything that the checks have against the infrastructure in this state of the repository. */
export async function findings(repository) {
  const java = javaNames(repository);
  const deployed = deployments(repository);
  const template = repository.json('infra/azuredeploy.json');
  return distinct([
    ...checkCompiled(repository),
    ...deployed.flatMap((deployment) => ofDeployment(deployment, java)),
    ...neverDeployed(template, deployed),
    ...checkSecrets(repository),
    ...checkQueries(repository, deployed),
    ...checkHostFile(repository),
    ...checkDocumentedNames(repository, java),
    ...checkRetention(repository),
    ...checkAzd(repository, deployed),
    ...checkEnvironment(repository, template),
    ...checkForm(repository, template),
    ...checkUpdate(repository, deployed),
    ...checkRelease(repository),
    ...(await checkWorkflows(repository)),
  ]);
}

function ofDeployment({ name, resources }, java) {
  const app = deployedApp(resources);
  const containers = containersOf(app, java);
  const deadEnds = java.queues.map((queue) => `${queue}-poison`).filter((queue) => !java.triggerQueues.includes(queue));
  return [
    ...checkPolicy(resources, app),
    ...checkAppSettings(app),
    ...checkSignIn(resources, app),
    ...checkRoles(resources, app, containers, java.triggerQueues, deadEnds),
    ...checkDeployedNames(resources, app, java, name === 'defaults'),
    ...checkAlerts(resources, app, java),
  ];
}

/** What no set of parameters deploys, nothing has looked at. */
function neverDeployed(template, deployed) {
  const seen = new Set(deployed.flatMap(({ resources }) => resources.map(({ type }) => type)));
  return declaredTypes(template)
    .filter((type) => !seen.has(type))
    .map((type) => ({ check: 'snapshots', where: 'infra/snapshots', text: `none deploys a ${type}` }));
}

const distinct = (all) => [...new Map(all.map((one) => [`${one.check} ${one.where} ${one.text}`, one])).values()];
