import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The version that what is committed was made with; the workflow installs it. */
export const BICEP_VERSION = '0.49.2';

/** Where the snapshots pretend to be deployed. */
const PLACE = [
  ...['--subscription-id', '00000000-0000-0000-0000-000000000001'],
  ...['--tenant-id', '00000000-0000-0000-0000-000000000002'],
  ...['--location', 'westeurope', '--deployment-name', 'snapshot'],
];

/** Microsoft's Bicep CLI: `bicep` on the path, or what `az bicep install` has put beside the Azure CLI's settings. */
export class Bicep {
  #program;
  #root;

  constructor(program, root) {
    this.#program = program;
    this.#root = root;
  }

  /** One of that version rather than another; undefined where there is none. */
  static find(root) {
    const name = process.platform === 'win32' ? 'bicep.exe' : 'bicep';
    const folders = [
      ...(process.env.PATH ?? '').split(delimiter),
      join(process.env.AZURE_CONFIG_DIR ?? join(homedir(), '.azure'), 'bin'),
    ];
    const found = folders
      .map((folder) => join(folder, name))
      .filter(existsSync)
      .map((program) => new Bicep(program, root));
    return found.find((bicep) => bicep.version() === BICEP_VERSION) ?? found[0];
  }

  version() {
    return /\d+\.\d+\.\d+/.exec(this.#run('--version').said)?.[0];
  }

  /** The template that the compiler makes of a file, without the compiler's own mark, which changes with its version. */
  build(path) {
    const { said, complaints } = this.#run('build', path, '--stdout');
    return {
      template: said === '' ? undefined : `${JSON.stringify(unmarked(JSON.parse(said)), null, 2)}\n`,
      complaints,
    };
  }

  /** Errors and warnings alike. */
  lint(path) {
    return this.#run('lint', path).complaints;
  }

  formatted(path) {
    return this.#run('format', path, '--stdout').said;
  }

  /** @param mode `overwrite` writes the snapshot beside the parameters, `validate` answers with what differs from it */
  snapshot(path, mode) {
    const { status, said, complaints } = this.#run('snapshot', path, '--mode', mode, ...PLACE);
    return status === 0 ? '' : `${said}${complaints}` || `bicep snapshot ended with ${status}`;
  }

  #run(...args) {
    const { error, status, stdout, stderr } = spawnSync(this.#program, args, { cwd: this.#root, encoding: 'utf8' });
    if (error) {
      throw error;
    }
    return { status, said: stdout, complaints: stderr };
  }
}

function unmarked(value) {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(unmarked);
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '_generator')
      .map(([name, inner]) => [name, unmarked(inner)]),
  );
}
