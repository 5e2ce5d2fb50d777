import { join, dirname } from 'node:path/posix';
import { parse } from 'yaml';
import { TEMPLATES } from './compiled.mjs';

const AZURE_YAML = 'infra/azure.yaml';

/** azure.yaml names files and resources that exist. */
export function checkAzd(repository, deployed) {
  const at = (text) => ({ check: 'azd', where: AZURE_YAML, text });
  const project = parse(repository.text(AZURE_YAML));
  const beside = (path) => join(dirname(AZURE_YAML), path);
  const template = join(beside(project.infra.path), `${project.infra.module}.bicep`);
  const hooks = Object.values(project.hooks ?? {})
    .flatMap((hook) => (hook.run ? [hook] : Object.values(hook)))
    .map(({ run }) => run);
  return [
    ...([...TEMPLATES.values()].includes(template) ? [] : [at(`there is no template ${template}`)]),
    ...Object.values(project.services).flatMap((service) => [
      ...(repository.has(join(beside(service.project), 'host.json'))
        ? []
        : [at(`there is no app in ${service.project}`)]),
      ...(service.language === 'java' && service.host === 'function'
        ? []
        : [at('the service must be a java function')]),
    ]),
    ...Object.keys(project.services)
      .filter(
        (name) => !deployed.some(({ resources }) => resources.some(({ tags }) => tags?.['azd-service-name'] === name)),
      )
      .map((name) => at(`no resource has the tag azd-service-name ${name}`)),
    ...hooks.filter((path) => !repository.has(beside(path))).map((path) => at(`there is no hook ${path}`)),
  ];
}
