import { checkAppSettings, checkSignIn } from './app-settings.mjs';
import { checkEnvironment } from './azd-environment.mjs';
import { checkAzd } from './azd.mjs';
import { checkSymbols } from './bicep-symbols.mjs';
import { parseBicep } from './bicep-syntax.mjs';
import { deployedApp } from './deployed-app.mjs';
import { javaNames } from './java-names.mjs';
import { checkAlerts, checkDeployedNames, checkDocumentedNames, checkHostFile } from './names.mjs';
import { checkPolicy } from './policy.mjs';
import { checkResourceTypes } from './resource-types.mjs';
import { checkRoles } from './roles.mjs';
import { MAIN, PARAMETERS, scenarios } from './scenarios.mjs';
import { checkSecrets } from './secrets.mjs';
import { checkWorkflows } from './workflows.mjs';

/** The templates but for those of the Microsoft Graph extension, whose syntax the grammar does not have. */
const TEMPLATES = /^infra\/(?!graph-grant\/).*\.bicep$/;

/** Everything that the checks have against the infrastructure in this state of the repository. */
export async function findings(repository, typeData) {
  const files = parsed(repository);
  const syntax = [...files.values()].flatMap((file) =>
    file.errors.map(({ line, text }) => ({ check: 'syntax', where: `${file.path}:${line}`, text })),
  );
  if (syntax.length > 0) {
    return syntax;
  }
  const java = javaNames(repository);
  const parametersFile = repository.json(PARAMETERS);
  return distinct([
    ...[...files.values()].flatMap((file) => [...checkSymbols(file), ...checkSecrets(file)]),
    ...scenarios(files, parametersFile).flatMap((scenario) => ofScenario(scenario, java, typeData)),
    ...checkHostFile(repository),
    ...checkDocumentedNames(repository, java),
    ...checkAzd(repository),
    ...checkEnvironment(repository, files.get(MAIN), parametersFile),
    ...(await checkWorkflows(repository)),
  ]);
}

function ofScenario(scenario, java, typeData) {
  const { resources, problems } = scenario;
  const found = problems.map((problem) => ({ check: 'deployment', ...problem }));
  if (found.length > 0) {
    return found; // What follows from a template that cannot be worked out would only repeat it.
  }
  const app = deployedApp(resources);
  const container = app.settings.get('ARCHIVE_CONTAINER');
  const deadEnds = java.queues.map((queue) => `${queue}-poison`).filter((queue) => !java.triggerQueues.includes(queue));
  return [
    ...(typeData ? checkResourceTypes(resources, typeData) : []),
    ...checkPolicy(resources, app),
    ...checkAppSettings(app),
    ...checkSignIn(resources, app),
    ...checkRoles(resources, app, [container, container + java.failuresSuffix], java.triggerQueues, deadEnds),
    ...checkDeployedNames(resources, app, java, scenario),
    ...checkAlerts(resources, app, java),
  ];
}

/** Every resource that some deployment makes or refers to, and those that none does. */
export function resourcesOf(repository) {
  const files = parsed(repository);
  const deployed = scenarios(files, repository.json(PARAMETERS)).flatMap(({ resources }) => resources);
  const seen = new Set(deployed.map(({ file, symbol }) => `${file} ${symbol}`));
  const never = [...files.values()].flatMap(({ path, resources }) =>
    resources.map(({ name }) => `${path} ${name}`).filter((resource) => !seen.has(resource)),
  );
  return { deployed, count: seen.size, never };
}

const cache = new Map();

function parsed(repository) {
  return new Map(
    repository.paths(TEMPLATES).map((path) => {
      const text = repository.text(path);
      if (cache.get(path)?.text !== text) {
        cache.set(path, { text, file: parseBicep(path, text) });
      }
      return [path, cache.get(path).file];
    }),
  );
}

const distinct = (all) => [...new Map(all.map((one) => [`${one.check} ${one.where} ${one.text}`, one])).values()];
