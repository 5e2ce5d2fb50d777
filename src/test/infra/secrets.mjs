import { TEMPLATES } from './compiled.mjs';

const SECRETS = [
  [/\blist[A-Z]\w*\(/, (found) => `${found}) reads a secret`],
  [/AccountKey=|SharedAccessKey=|DefaultEndpointsProtocol=/i, () => 'a connection string'],
];

/** Keys have no business in a template, used or not. */
export const checkSecrets = (repository) =>
  [...TEMPLATES.keys()].flatMap((where) =>
    SECRETS.flatMap(([pattern, text]) => {
      const found = pattern.exec(repository.text(where));
      return found ? [{ check: 'policy', where, text: text(found[0]) }] : [];
    }),
  );
