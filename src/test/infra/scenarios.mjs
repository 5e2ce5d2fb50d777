import { deploy } from './deployment.mjs';
import { group } from './bicep-functions.mjs';

export const MAIN = 'infra/main.bicep';
export const PARAMETERS = 'infra/main.parameters.json';

const ENVIRONMENT = { AZURE_ENV_NAME: 'test', AZURE_LOCATION: 'westeurope' };
const TENANT = '00000000-0000-0000-0000-000000000002';

const CLOUDS = [
  {
    name: 'AzureCloud',
    suffixes: { storage: 'core.windows.net' },
    authentication: { loginEndpoint: 'https://login.microsoftonline.com/' },
  },
  {
    name: 'AzureUSGovernment',
    suffixes: { storage: 'core.usgovcloudapi.net' },
    authentication: { loginEndpoint: 'https://login.microsoftonline.us/' },
  },
];

/**
 * What would be deployed with azd's defaults; with each parameter at another value; and with all of them at another
 * value; the first and the last in each cloud. So every condition is met and not met.
 */
export function scenarios(files, parametersFile) {
  const main = files.get(MAIN);
  const defaults = fromAzd(main, parametersFile);
  const others = main.params.flatMap((param) =>
    alternatives(param, defaults[param.name]).map((value) => ({ [param.name]: value })),
  );
  const everyOther = Object.assign({}, ...others);
  const scenario = (name, given, cloud = CLOUDS[0]) => ({
    name,
    cloud,
    ...deployTo(files, main, { ...defaults, ...given }, cloud),
  });
  return [
    ...CLOUDS.flatMap((cloud) => [
      scenario(`defaults, ${cloud.name}`, {}, cloud),
      scenario(`everything else, ${cloud.name}`, everyOther, cloud),
    ]),
    ...others.map((given) => scenario(JSON.stringify(given), given)),
  ];
}

function deployTo(files, main, parameters, cloud) {
  const location = ENVIRONMENT.AZURE_LOCATION;
  return deploy(files, MAIN, parameters, {
    cloud,
    location,
    tenant: TENANT,
    group: main.scope === 'resourceGroup' ? group('rg-test', location) : undefined,
  });
}

/** azd replaces `${NAME}` and `${NAME=default}`, and turns the text into the parameter's type. */
function fromAzd(main, { parameters }) {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { value }]) => {
      const type = main.params.find((param) => param.name === name)?.type;
      return [name, typeof value === 'string' ? asType(type, replaced(value)) : value];
    }),
  );
}

const replaced = (text) =>
  text.replace(/\$\{(\w+)(?:=([^}]*))?\}/g, (_, name, fallback) => ENVIRONMENT[name] ?? fallback ?? '');

function asType(type, text) {
  if (type === 'int' && /^-?\d+$/.test(text)) {
    return Number(text);
  }
  return type === 'bool' && /^(true|false)$/.test(text) ? text === 'true' : text;
}

function alternatives(param, value) {
  const rule = (name) => param.decorators.find(({ called }) => called?.name === name)?.args[0];
  if (rule('allowed')) {
    return rule('allowed')
      .items.map((item) => item.value)
      .filter((allowed) => allowed !== value);
  }
  switch (typeof value) {
    case 'boolean':
      return [!value];
    case 'number':
      return value === 0 ? [7] : [rule('minValue')?.value ?? value + 1];
    case 'string':
      return value === '' ? ['given'] : [];
    default:
      return [];
  }
}
