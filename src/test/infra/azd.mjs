import { join, dirname } from 'node:path/posix';
import { parse } from 'yaml';
import { MAIN } from './scenarios.mjs';

const AZURE_YAML = 'infra/azure.yaml';
/** What azd itself keeps in an environment. */
const OF_AZD = ['AZURE_ENV_NAME', 'AZURE_LOCATION', 'AZURE_SUBSCRIPTION_ID', 'AZURE_TENANT_ID'];

/** azure.yaml and the hooks name files, parameters and outputs that exist. */
export function checkAzd(repository, main, parametersFile) {
  const problem = (where, text) => ({ check: 'azd', where, text });
  const at = (text) => problem(AZURE_YAML, text);
  const project = parse(repository.text(AZURE_YAML));
  const beside = (path) => join(dirname(AZURE_YAML), path);
  const template = join(beside(project.infra.path), `${project.infra.module}.bicep`);
  const hooks = Object.values(project.hooks ?? {})
    .flatMap((hook) => (hook.run ? [hook] : Object.values(hook)))
    .map(({ run }) => run);
  const given = [...JSON.stringify(parametersFile).matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
  const known = new Set([...OF_AZD, ...given, ...main.outputs.map(({ name }) => name)]);
  return [
    ...(template === MAIN ? [] : [at(`there is no template ${template}`)]),
    ...Object.values(project.services).flatMap((service) => [
      ...(repository.has(join(beside(service.project), 'host.json'))
        ? []
        : [at(`there is no app in ${service.project}`)]),
      ...(service.language === 'java' && service.host === 'function'
        ? []
        : [at('the service must be a java function')]),
    ]),
    ...Object.keys(project.services)
      .filter((name) => !tagged(repository, name))
      .map((name) => at(`no resource has the tag azd-service-name ${name}`)),
    ...hooks.filter((path) => !repository.has(beside(path))).map((path) => at(`there is no hook ${path}`)),
    ...repository.paths(/^infra\/.*\.(sh|ps1|yaml)$/).flatMap((path) =>
      outputsNamed(repository.text(path))
        .filter((name) => !known.has(name))
        .map((name) => problem(path, `nothing gives the environment ${name}`)),
    ),
  ];
}

const tagged = (repository, service) =>
  repository
    .paths(/^infra\/.*\.bicep$/)
    .some((path) => repository.text(path).includes(`'azd-service-name': '${service}'`));

/** azd get-value NAME, and the variables that look like an azd output. */
function outputsNamed(text) {
  return [...text.matchAll(/get-value ['"]?([A-Z_]+)|\$\{?(?:env:)?((?:AZURE|IDENTITY|LAKE)_[A-Z_]+)/g)].map(
    ([, asked, variable]) => asked ?? variable,
  );
}
