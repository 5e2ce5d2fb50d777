const PARAMETERS = 'infra/main.parameters.json';
const DOCUMENT = 'infra/docs/deployment.md';
const SETTINGS_PAGE = 'infra/docs/settings.md';

/** What azd itself keeps in an environment. */
const OF_AZD = ['AZURE_ENV_NAME', 'AZURE_LOCATION', 'AZURE_SUBSCRIPTION_ID', 'AZURE_TENANT_ID'];

const problem = (where, text) => ({ check: 'azd', where, text });

/** The variables of an azd environment: what scripts and documents read is there, and defaults are the same everywhere. */
export function checkEnvironment(repository, template) {
  const inputs = inputsOf(repository.json(PARAMETERS));
  const known = new Set([...OF_AZD, ...inputs.map(({ variable }) => variable), ...Object.keys(template.outputs)]);
  return [
    ...['README.md', ...repository.paths(/^infra\/.*\.(sh|yaml|md)$/)].flatMap((path) =>
      variablesIn(repository.text(path))
        .filter((name) => !known.has(name))
        .map((name) => problem(path, `nothing gives the environment ${name}`)),
    ),
    ...parameters(inputs, template),
    ...ofScripts(repository, inputs),
    ...defaults(
      inputs,
      template,
      documentedDefaults([SETTINGS_PAGE, DOCUMENT].map((path) => repository.text(path)).join('\n')),
    ),
  ];
}

/** `"parameter": { "value": "${VARIABLE=default}" }` */
function inputsOf({ parameters }) {
  return Object.entries(parameters).map(([parameter, { value }]) => {
    const [, variable, fallback] = /^\$\{(\w+)(?:=([^}]*))?\}$/.exec(value) ?? [];
    return { parameter, variable, fallback };
  });
}

/** azd gives a value to each parameter, and to no other. */
function parameters(inputs, template) {
  const given = inputs.map(({ parameter }) => parameter);
  const declared = Object.keys(template.parameters);
  return [
    ...given.filter((name) => !declared.includes(name)).map((name) => `the template has no parameter ${name}`),
    ...declared.filter((name) => !given.includes(name)).map((name) => `azd gives no value to ${name}`),
  ].map((text) => problem(PARAMETERS, text));
}

function defaults(inputs, template, documented) {
  return inputs
    .filter(({ fallback }) => fallback !== undefined)
    .flatMap(({ parameter, variable, fallback }) => {
      const inTemplate = template.parameters[parameter]?.defaultValue;
      const inDocument = documented.get(variable);
      return [
        ...(String(inTemplate) === fallback
          ? []
          : [problem(PARAMETERS, `${parameter} is ${fallback}, in the template ${inTemplate}`)]),
        ...(inDocument === fallback
          ? []
          : [problem(DOCUMENT, `${variable} is said to be ${inDocument}, it is ${fallback}`)]),
      ];
    });
}

/** Each variable that is documented is a parameter or read by a script, which has the default that is documented. */
function ofScripts(repository, inputs) {
  const scripts = repository
    .paths(/^infra\/.*\.sh$/)
    .map((path) => repository.text(path))
    .join('\n');
  const isInput = new Set(inputs.map(({ variable }) => variable));
  return [...documentedDefaults(repository.text(DOCUMENT))]
    .filter(([name]) => !isInput.has(name))
    .flatMap(([name, said]) => {
      const read = [...scripts.matchAll(new RegExp(`\\$\\{?${name}\\b(?::-([^}]*))?`, 'g'))];
      const is = read.map(([, fallback]) => fallback).find((fallback) => fallback) ?? '';
      return [
        ...(read.length > 0 ? [] : [problem(DOCUMENT, `nothing reads ${name}`)]),
        ...(read.length === 0 || said === is ? [] : [problem(DOCUMENT, `${name} is said to be ${said}, it is ${is}`)]),
      ];
    });
}

/** The tables' rows: one or more names, and as many defaults, or "none". */
function documentedDefaults(pages) {
  const rows = [...pages.matchAll(/^\| ((?:`\w+`(?:, )?)+) \| ([^|]*) \|/gm)];
  return new Map(
    rows.flatMap(([, names, second]) => {
      const values = quoted(second);
      return quoted(names).map((name, i) => [name, values[i] ?? '']);
    }),
  );
}

const quoted = (text) => [...text.matchAll(/`([^`]*)`/g)].map(([, inner]) => inner);

/** `azd env get-value NAME`, variables that are named like outputs of the deployment, and outputs that pages name. */
function variablesIn(text) {
  const named = /get-value ['"]?([A-Z0-9_]+)|\$\{?((?:AZURE|IDENTITY|LAKE|NEXT)_[A-Z0-9_]+)|`(NEXT_[A-Z0-9_]+)`/g;
  return [...text.matchAll(named)].map(([, asked, variable, output]) => asked ?? variable ?? output);
}
