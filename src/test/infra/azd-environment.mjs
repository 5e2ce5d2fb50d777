import { PARAMETERS } from './scenarios.mjs';

/** What azd itself keeps in an environment. */
const OF_AZD = ['AZURE_ENV_NAME', 'AZURE_LOCATION', 'AZURE_SUBSCRIPTION_ID', 'AZURE_TENANT_ID'];

const problem = (where, text) => ({ check: 'azd', where, text });

/** The variables of an azd environment: what scripts and documents read is there, and defaults are the same everywhere. */
export function checkEnvironment(repository, main, parametersFile) {
  const inputs = inputsOf(parametersFile);
  const known = new Set([
    ...OF_AZD,
    ...inputs.map(({ variable }) => variable),
    ...main.outputs.map(({ name }) => name),
  ]);
  return [
    ...['README.md', ...repository.paths(/^infra\/.*\.(sh|yaml|md)$/)].flatMap((path) =>
      variablesIn(repository.text(path))
        .filter((name) => !known.has(name))
        .map((name) => problem(path, `nothing gives the environment ${name}`)),
    ),
    ...defaults(inputs, main, documentedDefaults(repository.text('README.md'))),
  ];
}

/** `"parameter": { "value": "${VARIABLE=default}" }` */
function inputsOf({ parameters }) {
  return Object.entries(parameters).map(([parameter, { value }]) => {
    const [, variable, fallback] = /^\$\{(\w+)(?:=([^}]*))?\}$/.exec(value) ?? [];
    return { parameter, variable, fallback };
  });
}

function defaults(inputs, main, documented) {
  return inputs
    .filter(({ fallback }) => fallback !== undefined)
    .flatMap(({ parameter, variable, fallback }) => {
      const inBicep = main.params.find(({ name }) => name === parameter)?.value?.value;
      const inReadme = documented.get(variable);
      return [
        ...(String(inBicep) === fallback
          ? []
          : [problem(PARAMETERS, `${parameter} is ${fallback}, in main.bicep ${inBicep}`)]),
        ...(inReadme === fallback
          ? []
          : [problem('README.md', `${variable} is said to be ${inReadme}, it is ${fallback}`)]),
      ];
    });
}

/** The tables' rows: one or more names, and as many defaults, or "none". */
function documentedDefaults(readme) {
  const rows = [...readme.matchAll(/^\| ((?:`\w+`(?:, )?)+) \| ([^|]*) \|/gm)];
  return new Map(
    rows.flatMap(([, names, second]) => {
      const values = quoted(second);
      return quoted(names).map((name, i) => [name, values[i] ?? '']);
    }),
  );
}

const quoted = (text) => [...text.matchAll(/`([^`]*)`/g)].map(([, inner]) => inner);

/** `azd env get-value NAME`, and variables that are named like outputs of the deployment. */
function variablesIn(text) {
  const named = /get-value ['"]?([A-Z_]+)|\$\{?((?:AZURE|IDENTITY|LAKE)_[A-Z_]+)/g;
  return [...text.matchAll(named)].map(([, asked, variable]) => asked ?? variable);
}
