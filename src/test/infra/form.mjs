const FORM = 'infra/uiFormDefinition.json';

/**
 * The portal's form against the template that it fills in: an output for each parameter and no other; the same defaults,
 * allowed values and bounds; and every reference leads to an element.
 */
export function checkForm(repository, { parameters }) {
  const { steps, outputs } = viewOf(repository);
  const problem = (text) => ({ check: 'form', where: FORM, text });
  const elements = elementsOf(steps);
  const given = Object.keys(outputs.parameters);
  return [
    ...(outputs.kind === 'Subscription' ? [] : [`the template is for a subscription, not a ${outputs.kind}`]),
    ...given.filter((name) => !(name in parameters)).map((name) => `the template has no parameter ${name}`),
    ...Object.keys(parameters)
      .filter((name) => !given.includes(name))
      .map((name) => `the form does not give ${name}`),
    ...references(steps, outputs)
      .filter((path) => !elements.has(path))
      .map((path) => `there is no element ${path}`),
    ...given
      .filter((name) => name in parameters)
      .flatMap((name) => agree(name, parameters[name], outputs.parameters[name], elements)),
  ].map(problem);
}

function viewOf(repository) {
  const { view } = repository.json(FORM);
  return { steps: view.properties.steps, outputs: view.outputs };
}

/** By the path that expressions call them by: `steps('basics').name`. */
function elementsOf(steps) {
  return new Map(
    steps.flatMap(({ name: step, elements }) =>
      elements.map((element) => [`steps('${step}').${element.name}`, element]),
    ),
  );
}

const REFERENCE = /steps\('\w+'\)\.\w+/g;
const references = (...parts) => [...new Set(JSON.stringify(parts).match(REFERENCE))];

function agree(name, parameter, expression, elements) {
  const path = expression.match(REFERENCE)?.[0];
  const element = elements.get(path);
  if (element === undefined) {
    return [`${name} comes from no element`];
  }
  const wanted = shape(parameter, path);
  const is = shapeOf(element, expression);
  return Object.entries(wanted)
    .filter(([trait, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(is[trait]))
    .map(
      ([trait, value]) => `${name}: ${trait} is ${JSON.stringify(is[trait])} in the form, not ${JSON.stringify(value)}`,
    );
}

/** What the template says of a parameter, in the form's words. */
function shape({ type, defaultValue, allowedValues, minValue, maxValue, minLength, maxLength }, path) {
  return {
    default: defaultValue,
    allowed: allowedValues,
    isNumber: type === 'int',
    bounds:
      minValue === undefined
        ? undefined
        : `[and(greaterOrEquals(int(${path}), ${minValue}), lessOrEquals(int(${path}), ${maxValue}))]`,
    length: minLength === undefined ? undefined : `{${minLength},${maxLength}}`,
  };
}

function shapeOf({ type, defaultValue, constraints = {}, allowedValues }, expression) {
  const validations = constraints.validations ?? [];
  const isNumber = expression.startsWith('[int(');
  const options = Array.isArray(constraints.allowedValues) ? constraints.allowedValues : [];
  return {
    default: defaultOf(type, defaultValue, options, isNumber),
    allowed: allowedValues ?? (options.length > 0 ? options.map(({ value }) => value) : undefined),
    isNumber,
    bounds: validations.find(({ isValid }) => isValid)?.isValid,
    length: validations.map(({ regex }) => /\{\d+,\d+\}/.exec(regex ?? '')?.[0]).find((length) => length),
  };
}

/** A drop-down's default is the label of a choice, or the labels of several. */
function defaultOf(type, defaultValue, options, isNumber) {
  const valueOf = (label) => options.find((option) => option.label === label)?.value;
  if (type === 'Microsoft.Common.DropDown') {
    return Array.isArray(defaultValue) ? defaultValue.map(valueOf).join(',') : valueOf(defaultValue);
  }
  return isNumber ? Number(defaultValue) : defaultValue;
}
