/** Where a release is told of: the template's and the form's package, the sources that outputs name, and the buttons. */
const PLACES = ['infra/main.bicep', 'infra/uiFormDefinition.json', 'README.md', 'infra/graph-grant/README.md'];

const PACKAGE = /https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/releases\/download\/([\w.-]+)\/callarchive-([\w.-]+)\.zip/g;
const RAW = /https:\/\/raw\.githubusercontent\.com\/([\w.-]+\/[\w.-]+)\/([\w.-]+)(?=[/'])/g;
const BUTTON = /https%3A%2F%2Fraw\.githubusercontent\.com%2F([\w.-]+%2F[\w.-]+)%2F([\w.-]+)(?=%2F)/g;
const OPENED = /(?:raw\.githubusercontent\.com\/[\w.-]+\/[\w.-]+\/[\w.-]+|\$\{sources\})\/([\w./-]+\.(?:json|sh))/g;

/** Whether these are the names of a repository and a version. */
export const isRelease = (name, version) =>
  /^[\w.-]+\/[\w.-]+$/.test(name ?? '') && /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version ?? '');

/** The files that tell of a release, told of this one: each path with its new text. */
export function released(repository, name, version) {
  if (!isRelease(name, version)) {
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

/** Each address of a release: the file that has it, the repository with the tag that it names. */
const told = (repository) =>
  places(repository).flatMap((path) =>
    [PACKAGE, RAW, BUTTON].flatMap((pattern) =>
      [...repository.text(path).matchAll(pattern)].flatMap(([, name, tag, version]) =>
        [tag, version === undefined ? tag : `v${version}`].map((one) => ({
          path,
          release: `${decodeURIComponent(name)} ${one}`,
        })),
      ),
    ),
  );

/** A template, its package, its form and the buttons must be of one release, and what they open must be here. */
export function checkRelease(repository) {
  const problem = (where, text) => ({ check: 'release', where, text });
  const all = told(repository);
  const [first] = all;
  const opened = places(repository).flatMap((path) =>
    [...repository.text(path).replaceAll('%2F', '/').matchAll(OPENED)].map(([, file]) => ({ path, file })),
  );
  return [
    ...all
      .filter(({ release }) => release !== first.release)
      .map(({ path, release }) => problem(path, `${release} is not ${first.release}`)),
    ...opened.filter(({ file }) => !repository.has(file)).map(({ path, file }) => problem(path, `there is no ${file}`)),
  ];
}

/** What keeps this state of the repository from being that release, in words. */
export function notReleasable(repository, name, version) {
  if (!isRelease(name, version)) {
    return ['a release needs <owner>/<repository> and a version such as 1.2.3'];
  }
  const release = `${name} v${version}`;
  const wrong = [...new Set(told(repository).filter((one) => one.release !== release).map((one) => `${one.path} tells of ${one.release}`))];
  const built = pomVersion(repository);
  return [
    ...(built === version ? [] : [`pom.xml has version ${built}, not ${version}: the tag must be v${built}`]),
    ...wrong.map((text) => `${text}, not of ${release}: run node src/test/infra/renew.mjs --release ${name} ${version}`),
    ...(notesOf(repository, version) === '' ? [`${CHANGELOG} has nothing under "## ${version} - <date>"`] : []),
  ];
}

const CHANGELOG = '.github/CHANGELOG.md';

export const pomVersion = (repository) =>
  repository.text('pom.xml').match(/<artifactId>callarchive<\/artifactId>\s*<version>([^<]*)<\/version>/)?.[1];

/**
 * The section of that version, without its heading. Links lead to the pages of that release, and no line is wrapped:
 * GitHub would break it there.
 */
export function notesOf(repository, version, name = '') {
  const sections = repository.text(CHANGELOG).split(/^## /m);
  const own = sections.find((section) => /^(\S+) - \d{4}-\d{2}-\d{2}$/.exec(section.split('\n', 1)[0])?.[1] === version);
  const text = (own ?? '')
    .replace(/^.*\n/, '')
    .trim()
    .replace(/(?<=\S)\n *(?=[^\s#*-])/g, ' ');
  return text.replace(/\]\((?!https?:)([^)]*)\)/g, (_, target) => `](${address(name, version, target)})`);
}

function address(name, version, target) {
  const { pathname, hash } = new URL(target, `file:///${CHANGELOG}`);
  return `https://github.com/${name}/blob/v${version}${pathname}${hash}`;
}
