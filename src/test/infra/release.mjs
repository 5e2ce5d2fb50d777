/** Where a release is told of: the template's and the form's package, the sources that outputs name, and the buttons. */
const PLACES = ['infra/main.bicep', 'infra/uiFormDefinition.json', 'README.md', 'infra/graph-grant/README.md'];

const PACKAGE = /https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/releases\/download\/([\w.-]+)\/callarchive-([\w.-]+)\.zip/g;
const RAW = /https:\/\/raw\.githubusercontent\.com\/([\w.-]+\/[\w.-]+)\/([\w.-]+)(?=[/'])/g;
const BUTTON = /https%3A%2F%2Fraw\.githubusercontent\.com%2F([\w.-]+%2F[\w.-]+)%2F([\w.-]+)(?=%2F)/g;
const OPENED = /(?:raw\.githubusercontent\.com\/[\w.-]+\/[\w.-]+\/[\w.-]+|\$\{sources\})\/([\w./-]+\.(?:json|sh))/g;

/** The files that tell of a release, told of this one: each path with its new text. */
export function released(repository, name, version) {
  if (!/^[\w.-]+\/[\w.-]+$/.test(name ?? '') || !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version ?? '')) {
    throw new Error('--release needs <owner>/<repository> and a version such as 1.2.3');
  }
  return places(repository).map((path) => [
    path,
    repository
      .text(path)
      .replace(PACKAGE, `https://github.com/${name}/releases/download/v${version}/callarchive-${version}.zip`)
      .replace(RAW, `https://raw.githubusercontent.com/${name}/v${version}`)
      .replace(BUTTON, `https%3A%2F%2Fraw.githubusercontent.com%2F${name.replace('/', '%2F')}%2Fv${version}`),
  ]);
}

const places = (repository) => PLACES.filter((path) => repository.has(path));

/** A template, its package, its form and the buttons must be of one release, and what they open must be here. */
export function checkRelease(repository) {
  const problem = (where, text) => ({ check: 'release', where, text });
  const told = places(repository).flatMap((path) =>
    [PACKAGE, RAW, BUTTON].flatMap((pattern) =>
      [...repository.text(path).matchAll(pattern)].flatMap(([, name, tag, version]) =>
        [tag, version === undefined ? tag : `v${version}`].map((one) => ({
          path,
          release: `${decodeURIComponent(name)} ${one}`,
        })),
      ),
    ),
  );
  const [first] = told;
  const opened = places(repository).flatMap((path) =>
    [...repository.text(path).replaceAll('%2F', '/').matchAll(OPENED)].map(([, file]) => ({ path, file })),
  );
  return [
    ...told
      .filter(({ release }) => release !== first.release)
      .map(({ path, release }) => problem(path, `${release} is not ${first.release}`)),
    ...opened.filter(({ file }) => !repository.has(file)).map(({ path, file }) => problem(path, `there is no ${file}`)),
  ];
}
